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
  /** Applies acknowledged notifications that no process has finished, as after a crash; returns how many. */
  (): Promise<number>;
}

const BATCH = 100;
const LEASE_SECONDS = 60;

export default ({ strapi }: { strapi: Core.Strapi }): SweepNotifications =>
  async () => {
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
