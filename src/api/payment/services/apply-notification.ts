import type { Core } from '@strapi/strapi';
import { NotificationRejectedError } from '../../../gateways/wechat-pay/port';
import { now, resolve } from '../../../platform/container';
import { beforeCommit } from '../../../platform/database/in-transaction';
import type { Queries } from '../../../platform/database/queries';
import { getService } from '../../../platform/get-service';
import { countNotification } from '../../../platform/observability/metrics';
import { toTransaction } from '../store/transaction';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.apply-notification': ApplyNotification;
  }
}

export interface ApplyNotification {
  /**
   * Applies a stored notification; safe to repeat. Never throws: a failure is noted in the inbox and tried again.
   * @param notification its id, or the row when the caller has just written it
   */
  (notification: number | InboxRow): Promise<void>;
}

export interface InboxRow {
  id: number;
  kind: 'payment' | 'refund' | 'transfer';
  resource: string;
  state: string;
  attempts: number;
}

interface Outcome {
  state: 'applied' | 'ignored' | 'flagged';
  outTradeNo: string | null;
  note: string | null;
  /** Stands in the inbox already, since the transaction that did it. */
  isNoted?: boolean;
}

const LAST_ATTEMPT = 30;

export default ({ strapi }: { strapi: Core.Strapi }): ApplyNotification =>
  async (notification) => {
    const row = typeof notification === 'number' ? await findRow(strapi, notification) : notification;
    if (row?.state !== 'received') return;
    try {
      const outcome = await outcomeOf(strapi, row);
      if (!outcome.isNoted) await note(strapi.db.connection, row, { ...outcome, at: now(strapi) });
      countNotification(row.kind, outcome.state);
    } catch (error) {
      await postpone(strapi, row, error);
    }
  };

async function findRow(strapi: Core.Strapi, id: number): Promise<InboxRow | undefined> {
  return strapi.db.connection('payment_notifications').where({ id }).first<InboxRow | undefined>();
}

async function outcomeOf(strapi: Core.Strapi, row: InboxRow): Promise<Outcome> {
  try {
    return await APPLY[row.kind](strapi, row);
  } catch (error) {
    // What cannot be read today cannot be read tomorrow: trying again would only hide it from staff for hours.
    if (error instanceof NotificationRejectedError) return { state: 'flagged', outTradeNo: null, note: error.message };
    throw error;
  }
}

async function applyPayment(strapi: Core.Strapi, row: InboxRow): Promise<Outcome> {
  const state = resolve(strapi, 'mallard.wechat-pay').readPaymentResource(JSON.parse(row.resource));
  const { outTradeNo } = state;
  const applied = (how: string): Outcome => ({ state: 'applied', outTradeNo, note: how, isNoted: true });
  const confirmation = await getService(strapi, 'api::payment.confirm-payment')(
    toTransaction(state),
    async (trx, { kind }) => {
      const write = () => note(trx, row, { ...applied(kind), at: now(strapi) });
      if (!beforeCommit(trx, write)) await write();
    },
  );
  switch (confirmation.kind) {
    case 'mismatch':
      return {
        state: 'flagged',
        outTradeNo,
        note: `mismatch: ${confirmation.reasons.map(({ field }) => field).join(', ')}`,
      };
    case 'unknown_payment':
      return { state: 'flagged', outTradeNo, note: 'no such payment' };
    case 'not_paid':
      return { state: 'ignored', outTradeNo, note: `trade state ${state.tradeState}` };
    default:
      return applied(confirmation.kind);
  }
}

async function applyRefund(strapi: Core.Strapi, row: InboxRow): Promise<Outcome> {
  const state = resolve(strapi, 'mallard.wechat-pay').readRefundResource(JSON.parse(row.resource));
  const isKnown = await getService(strapi, 'api::payment.apply-refund-state')(state);
  return {
    state: isKnown ? 'applied' : 'flagged',
    outTradeNo: state.outTradeNo,
    note: isKnown ? state.status : 'no such refund',
  };
}

async function applyTransfer(strapi: Core.Strapi, row: InboxRow): Promise<Outcome> {
  const state = resolve(strapi, 'mallard.wechat-pay').readTransferResource(JSON.parse(row.resource));
  const isKnown = await getService(strapi, 'api::payment.apply-transfer-state')(state);
  return {
    state: isKnown ? 'applied' : 'flagged',
    outTradeNo: state.outBillNo,
    note: isKnown ? state.state : 'no such transfer',
  };
}

const APPLY: Record<InboxRow['kind'], (strapi: Core.Strapi, row: InboxRow) => Promise<Outcome>> = {
  payment: applyPayment,
  refund: applyRefund,
  transfer: applyTransfer,
};

async function note(db: Queries, row: InboxRow, { at, ...outcome }: Outcome & { at: Date }): Promise<void> {
  await db('payment_notifications')
    .where({ id: row.id })
    .update({
      state: outcome.state,
      out_trade_no: outcome.outTradeNo,
      last_error: outcome.note,
      attempts: row.attempts + 1,
      applied_at: at,
      next_attempt_at: null,
      updated_at: at,
    });
}

async function postpone(strapi: Core.Strapi, row: InboxRow, error: unknown): Promise<void> {
  const attempts = row.attempts + 1;
  const at = now(strapi);
  strapi.log.error('a payment notification could not be applied', {
    category: 'business',
    notification: row.id,
    attempts,
    error: String(error),
  });
  countNotification(row.kind, 'failed_attempt');
  await strapi.db
    .connection('payment_notifications')
    // Somebody else may have applied it while this attempt overran its lease.
    .where({ id: row.id, state: 'received' })
    .update({
      state: attempts >= LAST_ATTEMPT ? 'failed' : 'received',
      attempts,
      next_attempt_at: new Date(at.getTime() + Math.min(3600, 5 * 2 ** Math.min(attempts, 10)) * 1000),
      last_error: String(error).slice(0, 250),
      updated_at: at,
    });
}
