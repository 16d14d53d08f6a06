import type { Context, Next } from '../platform/http/context';
import { catalogue } from '../platform/errors/catalogue';
import { isRefusal, Refusal } from '../platform/errors/refusal';

/** Turns a rule's refusal into an answer with its status and code; everything else is left to Strapi's error handler. */
export default () =>
  async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      const refusal = isUnreadableBody(error) ? new Refusal('ValidationError') : error;
      if (!isRefusal(refusal)) throw error;
      ctx.status = refusal.status;
      const { retryAfterSeconds } = refusal.details;
      if (typeof retryAfterSeconds === 'number') ctx.set('Retry-After', String(retryAfterSeconds));
      ctx.body = {
        data: null,
        error: {
          status: refusal.status,
          name: refusal.name,
          message: sentenceOf(refusal, ctx),
          details: refusal.details,
          userMessage: refusal.userMessage,
        },
      };
    }
  };

/** What the body parser throws carries the body, and Strapi would log it unmasked, as an error of ours. */
const isUnreadableBody = (error: unknown): boolean =>
  error instanceof SyntaxError && 'status' in error && error.status === 400 && 'body' in error;

/**
 * The admin panel shows this text as it is, so it comes in the language that the panel has for its user, whatever the browser speaks;
 * the Content API's envelope picks its own.
 */
function sentenceOf(error: Refusal, ctx: Context): string {
  const { zh, en } = error.userMessage ?? catalogue[error.name];
  const { preferedLanguage } = (ctx.state.user ?? {}) as { preferedLanguage?: string | null };
  return preferedLanguage?.startsWith('en') ? en : zh;
}
