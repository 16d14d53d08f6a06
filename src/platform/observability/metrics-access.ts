import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from '../http/context';

const LOOPBACK = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Whether a caller may read the metrics.
 * @returns null when it may, else the HTTP status of the refusal
 */
export function metricsRefusal(ctx: Context, token: string | undefined): 401 | 403 | null {
  if (token !== undefined) {
    const given = /^Bearer (\S+)$/i.exec(ctx.get('authorization'))?.[1] ?? '';
    return timingSafeEqual(digest(given), digest(token)) ? null : 401;
  }
  // A proxy on this machine is a local caller too; whoever it speaks for is not.
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip'].some((header) => ctx.get(header) !== '');
  return !isForwarded && LOOPBACK.test(ctx.req.socket.remoteAddress ?? '') ? null : 403;
}
