import type { Core } from '@strapi/strapi';
import { queryDelaySeconds } from '../../../domain/payment/query-backoff';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { claimRows } from '../../../platform/jobs/claim-rows';
import type { ProfitSharingRow } from '../store/profit-sharing-rows';
import { codeOf, messageOf } from '../store/proved-refusal';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.send-profit-sharing': SendProfitSharing;
  }
}

export interface SendProfitSharing {
  /** Takes every split that is due one step further, until it is shared or given free; returns how many. */
  (): Promise<number>;
}

const OPEN_STATES = ['frozen', 'created', 'processing', 'failed', 'unfreezing'];
const BATCH = 20;
const LEASE_SECONDS = 300;
const ALARM_AFTER = 10;

export default ({ strapi }: { strapi: Core.Strapi }): SendProfitSharing =>
  async () => {
    const rows = await claimRows<ProfitSharingRow>(strapi, {
      table: 'profit_sharings',
      states: OPEN_STATES,
      dueColumn: 'next_attempt_at',
      leaseSeconds: LEASE_SECONDS,
      limit: BATCH,
      at: now(strapi),
    });
    for (const row of rows) await step(strapi, row).catch((error: unknown) => postpone(strapi, row, error));
    return rows.length;
  };

async function step(strapi: Core.Strapi, known: ProfitSharingRow): Promise<void> {
  const row = known.state === 'frozen' ? await getService(strapi, 'api::payment.decide-profit-sharing')(known) : known;
  if (row.state === 'created' || row.state === 'processing') await getService(strapi, 'api::payment.share-profit')(row);
  if (row.state === 'unfreezing' || (row.state === 'failed' && (await endWaiting(strapi, row))))
    await getService(strapi, 'api::payment.unfreeze-payment')(row);
}

/** @returns false while staff may still put right what is wrong: a row that was claimed before it failed comes here as well */
async function endWaiting(strapi: Core.Strapi, row: ProfitSharingRow): Promise<boolean> {
  const at = now(strapi);
  const changed = await strapi.db
    .connection('profit_sharings')
    .where({ id: row.id, state: 'failed' })
    .where('stop_at', '<=', at)
    .update({ state: 'unfreezing', updated_at: at });
  return changed === 1;
}

async function postpone(strapi: Core.Strapi, row: ProfitSharingRow, error: unknown): Promise<void> {
  const attempts = row.attempts + 1;
  const at = now(strapi);
  const about = { category: 'business', orderNo: row.order_no, attempts, error: messageOf(error) };
  strapi.log[attempts >= ALARM_AFTER ? 'error' : 'warn']('a split did not get through yet', about);
  await strapi.db
    .connection('profit_sharings')
    .where({ id: row.id })
    .whereIn('state', OPEN_STATES)
    // One that has failed waits for staff until the time that was written with the failure.
    .whereNot({ state: 'failed' })
    .update({
      attempts,
      next_attempt_at: new Date(at.getTime() + queryDelaySeconds(attempts) * 1000),
      last_error: messageOf(error),
      last_error_code: codeOf(error),
    });
}
