import type { Core } from '@strapi/strapi';
import { queryDelaySeconds } from '../../../domain/payment/query-backoff';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { claimRows } from '../../../platform/jobs/claim-rows';
import type { ProfitReturnRow } from '../store/profit-sharing-rows';
import { codeOf, messageOf } from '../store/proved-refusal';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.send-profit-returns': SendProfitReturns;
  }
}

export interface SendProfitReturns {
  /** Goes on with returns whose refund did not see their end; returns how many. */
  (): Promise<number>;
}

const OPEN_STATES = ['created', 'processing'];
const BATCH = 20;
const LEASE_SECONDS = 300;

export default ({ strapi }: { strapi: Core.Strapi }): SendProfitReturns =>
  async () => {
    const rows = await claimRows<ProfitReturnRow>(strapi, {
      table: 'profit_returns',
      states: OPEN_STATES,
      dueColumn: 'next_attempt_at',
      leaseSeconds: LEASE_SECONDS,
      limit: BATCH,
      at: now(strapi),
    });
    for (const row of rows) {
      await getService(
        strapi,
        'api::payment.advance-profit-return',
      )(row).catch((error: unknown) => postpone(strapi, row, error));
    }
    return rows.length;
  };

async function postpone(strapi: Core.Strapi, row: ProfitReturnRow, error: unknown): Promise<void> {
  const attempts = row.attempts + 1;
  strapi.log.warn('a return of a share did not get through yet', { category: 'business', orderNo: row.order_no });
  await strapi.db
    .connection('profit_returns')
    .where({ id: row.id })
    .whereIn('state', OPEN_STATES)
    .update({
      attempts,
      next_attempt_at: new Date(now(strapi).getTime() + queryDelaySeconds(attempts) * 1000),
      last_error: messageOf(error),
      last_error_code: codeOf(error),
    });
}
