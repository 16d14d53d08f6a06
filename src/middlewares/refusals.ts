import type { Context, Next } from '../platform/http/context';
import { isRefusal } from '../platform/errors/refusal';

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
          message: error.message,
          details: error.details,
          userMessage: error.userMessage,
        },
      };
    }
  };
