import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';

declare module '../../../platform/get-service' {
  interface Services {
    'api::wechat.give-up-media-checks': GiveUpMediaChecks;
  }
}

export interface GiveUpMediaChecks {
  /** Pictures whose verdict never came are for a human: announces `review`; returns how many. */
  (): Promise<number>;
}

const BATCH = 100;

export default ({ strapi }: { strapi: Core.Strapi }): GiveUpMediaChecks =>
  async () => {
    const at = now(strapi);
    const overdue = (await strapi.db
      .connection('media_checks')
      .where({ state: 'pending' })
      .andWhere('give_up_at', '<=', at)
      .limit(BATCH)
      .select('trace_id')) as { trace_id: string }[];
    const conclude = getService(strapi, 'api::wechat.conclude-media-check');
    for (const { trace_id: traceId } of overdue)
      await conclude({ traceId, suggest: 'review', label: null, state: 'unanswered', at });
    return overdue.length;
  };
