import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { claimRows } from '../../../platform/jobs/claim-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.sweep-notifications': SweepNotifications;
  }
}

export interface SweepNotifications {
  /** Applies acknowledged notifications that no process has finished, as after a crash or a rush; returns how many. */
  (): Promise<number>;
}

const BATCH = 100;
/** So a run ends, however many become due meanwhile. */
const MOST_BATCHES = 20;
const LEASE_SECONDS = 60;

export default ({ strapi }: { strapi: Core.Strapi }): SweepNotifications => {
  const applyDue = async (): Promise<number> => {
    const rows = await claimRows<{ id: number }>(strapi, {
      table: 'payment_notifications',
      states: ['received'],
      dueColumn: 'next_attempt_at',
      leaseSeconds: LEASE_SECONDS,
      limit: BATCH,
      at: now(strapi),
    });
    for (const { id } of rows) await getService(strapi, 'api::payment.apply-notification')(id);
    return rows.length;
  };
  return async () => {
    let applied = 0;
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const inBatch = await applyDue();
      applied += inBatch;
      if (inBatch < BATCH) break;
    }
    return applied;
  };
};
