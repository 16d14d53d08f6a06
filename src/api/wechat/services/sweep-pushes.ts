import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { claimRows } from '../../../platform/jobs/claim-rows';

/** Stored pushes that no process has finished, and those that nobody needs any more. */
const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** Handles what is due, as after a failure or a crash; returns how many. */
  async handleDue(): Promise<number> {
    const rows = await claimRows<{ id: number }>(strapi, {
      table: 'push_messages',
      states: ['received'],
      dueColumn: 'next_attempt_at',
      leaseSeconds: LEASE_SECONDS,
      limit: BATCH,
      at: now(strapi),
    });
    for (const { id } of rows) await getService(strapi, 'api::wechat.handle-push')(id);
    return rows.length;
  },

  /** Deletes what is older than thirty days; returns how many. */
  async forgetOld(): Promise<number> {
    const oldest = new Date(now(strapi).getTime() - KEEP_DAYS * 86_400_000);
    return strapi.db
      .connection('push_messages')
      .whereNot({ state: 'received' })
      .andWhere('created_at', '<', oldest)
      .delete();
  },
});

const BATCH = 100;
const LEASE_SECONDS = 60;
const KEEP_DAYS = 30;

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::wechat.sweep-pushes': ReturnType<typeof factory>;
  }
}
