import type { Core } from '@strapi/strapi';
import { queryDelaySeconds } from '../../../domain/payment/query-backoff';
import { now, resolve } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { claimRows } from '../../../platform/jobs/claim-rows';
import type { ProfitSharingRow } from '../store/profit-sharing-rows';
import { codeOf, isProvedRefusal, messageOf } from '../store/proved-refusal';

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
const DESCRIPTION = '订单货款分账';
/** Not yet: WeChat has not settled the order, or works on it. Anything else it refuses needs a person. */
const TOO_EARLY: ReadonlySet<string | null> = new Set(['INVALID_REQUEST', 'NOT_ENOUGH', 'RESOURCE_NOT_EXISTS']);

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
  if (row.state === 'created' || row.state === 'processing') await share(strapi, row);
  if (row.state === 'failed') await endWaiting(strapi, row);
  if (row.state === 'unfreezing' || row.state === 'failed')
    await getService(strapi, 'api::payment.unfreeze-payment')(row);
}

async function share(strapi: Core.Strapi, row: ProfitSharingRow): Promise<void> {
  const { out_order_no: outOrderNo, receiver_account: account } = row;
  if (outOrderNo === null || account === null) throw new Error(`split ${row.id} lost its receiver`);
  const gateway = resolve(strapi, 'mallard.wechat-pay');
  const apply = getService(strapi, 'api::payment.apply-profit-sharing');
  if (row.sent_at !== null) {
    const known = await gateway.queryProfitSharing(outOrderNo, row.transaction_id);
    if (known) {
      await apply(row, known);
      return;
    }
  }
  await strapi.db
    .connection('profit_sharings')
    .where({ id: row.id, out_order_no: outOrderNo })
    .update({ sent_at: now(strapi) });
  const name = row.receiver_name ? { name: row.receiver_name } : {};
  const receiver = { type: row.receiver_type ?? 'MERCHANT_ID', account, ...name };
  try {
    const state = await gateway.shareProfit({
      transactionId: row.transaction_id,
      outOrderNo,
      receivers: [{ ...receiver, amountFen: row.amount, description: DESCRIPTION }],
      unfreezeUnsplit: true,
    });
    await apply(row, state);
  } catch (error) {
    if (!isProvedRefusal(error)) throw error;
    await takeBack(strapi, row, error);
  }
}

/** WeChat provably did not split: the amount may be decided anew, under another number. */
async function takeBack(strapi: Core.Strapi, row: ProfitSharingRow, error: unknown): Promise<void> {
  const code = codeOf(error);
  const isHopeless = !TOO_EARLY.has(code);
  const attempts = row.attempts + 1;
  const at = now(strapi);
  const again = new Date(at.getTime() + queryDelaySeconds(attempts) * 1000);
  await inTransaction(strapi, async (trx) => {
    const changed = await trx('profit_sharings')
      .where({ id: row.id, state: row.state, out_order_no: row.out_order_no })
      .update({
        state: isHopeless ? 'failed' : 'frozen',
        // Staff may put right what is wrong until then; after that nothing stays frozen.
        next_attempt_at: isHopeless ? row.stop_at : again,
        attempts,
        last_error: messageOf(error),
        last_error_code: code,
        updated_at: at,
      });
    if (changed === 0 || !isHopeless) return;
    strapi.log.error('WeChat refuses to share a payment', { category: 'business', orderNo: row.order_no, code });
    const { order_no: orderNo } = row;
    const payload = { orderNo, reason: code ?? 'unknown' };
    await appendEvent(strapi, trx, { name: 'profit_sharing.failed', aggregateId: orderNo, payload, at });
  });
}

async function endWaiting(strapi: Core.Strapi, row: ProfitSharingRow): Promise<void> {
  await strapi.db
    .connection('profit_sharings')
    .where({ id: row.id, state: 'failed' })
    .update({ state: 'unfreezing', updated_at: now(strapi) });
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
    .update({
      attempts,
      next_attempt_at: new Date(at.getTime() + queryDelaySeconds(attempts) * 1000),
      last_error: messageOf(error),
      last_error_code: codeOf(error),
    });
}
