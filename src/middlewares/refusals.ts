import type { Context, Next } from '../platform/http/context';
import { catalogue } from '../platform/errors/catalogue';
import { isRefusal, type Refusal } from '../platform/errors/refusal';

/** Turns a rule's refusal into an answer with its status and code; everything else is left to Strapi's error handler. */
export default () =>
  async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      ctx.status = error.status;
      ctx.body = {
        data: null,
        error: {
          status: error.status,
          name: error.name,
          message: sentenceOf(error, ctx),
          details: error.details,
          userMessage: error.userMessage,
        },
      };
    }
  };

/** The admin panel shows this text as it is; the Content API's envelope picks its own language. */
function sentenceOf(error: Refusal, ctx: Context): string {
  const { zh, en } = error.userMessage ?? catalogue[error.name];
  return ctx.acceptsLanguages('zh', 'en') === 'en' ? en : zh;
}
