import type { Context } from './context';

const VISIBLE = /^[\x21-\x7e]{1,64}$/;

/** The device id a client chose for itself (`X-Device-Id`, up to 64 visible ASCII characters); anything else counts as none. */
export function deviceOf(ctx: Pick<Context, 'get'>): string | null {
  const given = ctx.get('x-device-id');
  return VISIBLE.test(given) ? given : null;
}
