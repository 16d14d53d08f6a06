import type { Core } from '@strapi/strapi';
import type { TextVerdict } from '../../../gateways/wechat-mini-program/port';
import { inTransaction } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';

declare module '../../../platform/get-service' {
  interface Services {
    'api::wechat.conclude-media-check': ConcludeMediaCheck;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'wechat.media-checked': { subject: string; traceId: string; suggest: TextVerdict; label: number | null };
  }
}

export interface MediaVerdict {
  traceId: string;
  suggest: TextVerdict;
  label: number | null;
  /** `unanswered`: WeChat has not said a word in time. */
  state?: 'judged' | 'unanswered';
  at: Date;
}

export interface ConcludeMediaCheck {
  /** Keeps the verdict on a picture and announces it once. False when no picture has this trace id. */
  (verdict: MediaVerdict): Promise<boolean>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ConcludeMediaCheck =>
  async ({ traceId, suggest, label, state = 'judged', at }) =>
    inTransaction(strapi, async (trx) => {
      const check = (await trx('media_checks').where({ trace_id: traceId }).first('id', 'subject')) as
        { id: number; subject: string } | undefined;
      if (!check) return false;
      const changed = await trx('media_checks')
        .where({ id: check.id, state: 'pending' })
        .update({ state, suggest, label, judged_at: at, give_up_at: null, updated_at: at });
      if (changed === 0) return true;
      const payload = { subject: check.subject, traceId, suggest, label };
      await appendEvent(strapi, trx, { name: 'wechat.media-checked', aggregateId: traceId, payload, at });
      return true;
    });
