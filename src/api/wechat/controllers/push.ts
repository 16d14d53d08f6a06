import type { Core } from '@strapi/strapi';
import { type PushQuery, PushRejectedError } from '../../../gateways/wechat-mini-program/port';
import { getService } from '../../../platform/get-service';
import type { Context } from '../../../platform/http/context';

const UNPARSED = Symbol.for('unparsedBody');
const MAX_BODY_BYTES = 1_048_576;

/** Message push keeps WeChat's own answers: plain text, `success` once stored. */
export default ({ strapi }: { strapi: Core.Strapi }) => {
  const answer = async (ctx: Context, work: (query: PushQuery) => Promise<string>): Promise<void> => {
    try {
      ctx.body = await work(ctx.query as PushQuery);
      ctx.type = 'text/plain';
    } catch (error) {
      if (!(error instanceof PushRejectedError)) throw error;
      strapi.log.warn('a message push was rejected', { category: 'security', reason: error.reason });
      ctx.status = error.httpStatus;
      ctx.body = { code: 'FAIL', message: error.message };
    }
    ctx.state.isRawResponse = true;
  };
  return {
    verify: (ctx: Context) =>
      answer(ctx, (query) => Promise.resolve(getService(strapi, 'api::wechat.receive-push').verifyUrl(query))),
    receive: (ctx: Context) =>
      answer(ctx, async (query) => {
        await getService(strapi, 'api::wechat.receive-push').receive(query, await rawBodyOf(ctx));
        return 'success';
      }),
  };
};

/** The text as it was received; `application/xml` is a type that the body parser leaves unread. */
async function rawBodyOf(ctx: Context): Promise<string> {
  const body = ctx.request.body as string | { [UNPARSED]?: string } | undefined;
  if (typeof body === 'string') return body;
  const unparsed = body?.[UNPARSED];
  if (unparsed !== undefined) return unparsed;
  return ctx.req.readableEnded ? '' : readAll(ctx);
}

async function readAll(ctx: Context): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new PushRejectedError('format', 'The push is too large.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
