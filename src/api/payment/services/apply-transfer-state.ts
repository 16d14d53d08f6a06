import type { Core } from '@strapi/strapi';
import { nextPayoutStatus, type PayoutEvent, type PayoutStatus } from '../../../domain/payment/payout-states';
import type { TransferState, TransferStatus } from '../../../gateways/wechat-pay/port';
import { now, resolve } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import type { PayoutRow } from '../store/payout-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.apply-transfer-state': ApplyTransferState;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    /** The user must confirm in WeChat within a day. */
    'payout.waiting_confirmation': PayoutNews;
    'payout.succeeded': PayoutNews;
    /** WeChat has ended it without paying; staff may send it again. */
    'payout.failed': PayoutNews & { reason: string | null };
  }
}

interface PayoutNews {
  userId: number;
  amount: number;
  sourceKey: string;
}

export interface ApplyTransferState {
  /**
   * Applies what WeChat verifiably says of a transfer; safe to repeat. False when we know no such transfer, or WeChat speaks of
   * another amount, receiver or merchant.
   */
  (state: TransferState): Promise<boolean>;
}

const EVENTS: Partial<Record<TransferStatus, PayoutEvent>> = {
  ACCEPTED: 'accept',
  PROCESSING: 'accept',
  WAIT_USER_CONFIRM: 'ask_user',
  TRANSFERING: 'transfer',
  SUCCESS: 'succeed',
  FAIL: 'fail',
  CANCELLED: 'cancel',
};
const FINAL: ReadonlySet<PayoutStatus> = new Set(['succeeded', 'failed', 'cancelled']);
const ASK_AGAIN_MS = 60_000;

export default ({ strapi }: { strapi: Core.Strapi }): ApplyTransferState =>
  (state) =>
    inTransaction(strapi, async (trx) => {
      const row = await trx('payouts')
        .where({ out_bill_no: state.outBillNo })
        .forUpdate()
        .first<PayoutRow | undefined>();
      if (!row || !isSame(strapi, row, state)) return false;
      const event = EVENTS[state.state];
      const next = event && nextPayoutStatus(row.state, event);
      // Not listed means it is known already, or overtaken by a later state.
      if (!next?.ok) return true;
      const at = now(strapi);
      await trx('payouts')
        .where({ id: row.id })
        .update(changeFor(row, { next: next.value, state, at }));
      const { user_id: userId, amount, source_key: sourceKey } = row;
      const payload = { userId, amount, sourceKey };
      const news = { aggregateId: row.out_bill_no, at };
      if (next.value === 'waiting_confirmation')
        await appendEvent(strapi, trx, { name: 'payout.waiting_confirmation', payload, ...news });
      if (next.value === 'succeeded') await appendEvent(strapi, trx, { name: 'payout.succeeded', payload, ...news });
      if (next.value === 'failed' || next.value === 'cancelled')
        await appendEvent(strapi, trx, {
          name: 'payout.failed',
          payload: { ...payload, reason: state.failReason },
          ...news,
        });
      return true;
    });

/** What an answer leaves out says nothing. */
function isSame(strapi: Core.Strapi, row: PayoutRow, { amountFen, openid, mchId }: TransferState): boolean {
  const { identity } = resolve(strapi, 'mallard.wechat-pay');
  return (
    (amountFen === null || amountFen === row.amount) &&
    (openid === null || openid === row.openid) &&
    (mchId === null || mchId === identity.mchId)
  );
}

interface Change {
  next: PayoutStatus;
  state: TransferState;
  at: Date;
}

function changeFor(row: PayoutRow, { next, state, at }: Change): Record<string, unknown> {
  const isFinal = FINAL.has(next);
  return {
    state: next,
    wechat_bill_no: state.transferBillNo,
    package_info: next === 'waiting_confirmation' ? (state.packageInfo ?? row.package_info) : null,
    fail_reason: state.failReason,
    succeeded_at: next === 'succeeded' ? (state.updateTime ?? at) : null,
    next_attempt_at: isFinal ? null : new Date(at.getTime() + ASK_AGAIN_MS),
    last_error: null,
    last_error_code: null,
    updated_at: at,
  };
}
