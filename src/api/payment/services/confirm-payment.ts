import type { Core } from '@strapi/strapi';
import { checkTransaction } from '../../../domain/payment/check-transaction';
import { nextPaymentStatus } from '../../../domain/payment/payment-states';
import { settlePayment } from '../../../domain/payment/settle-payment';
import type { TransactionDifference, TransactionFacts } from '../../../domain/payment/types';
import { fen } from '../../../domain/shared/fen';
import { now, resolve } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { together } from '../../../platform/database/together';
import { isUniqueViolation } from '../../../platform/database/db-errors';
import { appendEvent } from '../../../platform/events/outbox';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { lockOrder } from '../store/locked-order';
import { findPayment, lockPayments, type PaymentRow } from '../store/payment-rows';
import { openRefund } from '../store/open-refund';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.confirm-payment': ConfirmPayment;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'payment.succeeded': { orderNo: string; outTradeNo: string; amount: number; userId: number };
  }
}

export type Confirmation =
  /** The order is paid now. */
  | { kind: 'applied' }
  /** It was known before; nothing changed. */
  | { kind: 'already_applied' }
  /** The money goes back: the order was closed, or paid for already. */
  | { kind: 'refunding' }
  | { kind: 'not_paid'; isFinal: boolean }
  | { kind: 'unknown_payment' }
  /** It is not the payment it says to be; nothing was marked paid. */
  | { kind: 'mismatch'; reasons: readonly TransactionDifference[] };

/** A verified transaction, from a notification or a query, and when it was paid. */
export type VerifiedTransaction = TransactionFacts & { successTime: Date | null };

/** What the database says of a payment that WeChat says is paid. */
export type Settled = Extract<Confirmation, { kind: 'applied' | 'already_applied' | 'refunding' }>;

export interface ConfirmPayment {
  /**
   * The one way in which money becomes an order's: called by notifications, queries and sweeps alike, however often.
   * @param alongside what else is written in the transaction that settles the payment
   */
  (transaction: VerifiedTransaction, alongside?: (trx: Trx, settled: Settled) => Promise<void>): Promise<Confirmation>;
}

/** The index by which a transaction of WeChat pays one payment of ours. */
const ONE_TRANSACTION = { name: 'ux_payments_transaction', columns: ['payments.transaction_id'] };

export default ({ strapi }: { strapi: Core.Strapi }): ConfirmPayment =>
  async (transaction, alongside) => {
    const known = await findPayment(strapi.db.connection, transaction.outTradeNo);
    if (!known) return { kind: 'unknown_payment' };
    const { identity } = resolve(strapi, 'mallard.wechat-pay');
    const verdict = checkTransaction(transaction, {
      ...identity,
      outTradeNo: known.out_trade_no,
      amount: fen(known.amount),
      payerOpenid: known.payer_openid,
    });
    if (verdict.kind === 'not_paid') return { kind: 'not_paid', isFinal: verdict.isFinal };
    if (verdict.kind === 'mismatch') {
      await flag(strapi, known, verdict.reasons);
      return verdict;
    }
    try {
      return await inTransaction(strapi, async (trx) => {
        const settled = await settle(strapi, trx, { known, transaction });
        await alongside?.(trx, settled);
        return settled;
      });
    } catch (error) {
      if (!isUniqueViolation(error, ONE_TRANSACTION)) throw error;
      // WeChat's number belongs to another payment already: no repetition will make it this one's.
      const actual = transaction.transactionId ?? null;
      const stolen: TransactionDifference = { field: 'transactionId', expected: null, actual };
      await flag(strapi, known, [stolen]);
      return { kind: 'mismatch', reasons: [stolen] };
    }
  };

/** Makes a payment that is not what it should be visible, and alerts once. */
async function flag(
  strapi: Core.Strapi,
  payment: PaymentRow,
  reasons: readonly TransactionDifference[],
): Promise<void> {
  const fields = reasons.map(({ field }) => field).join(',');
  if (payment.flag === fields) return;
  strapi.log.error('a payment at WeChat differs from ours', {
    category: 'audit',
    outTradeNo: payment.out_trade_no,
    fields,
  });
  await strapi.db.connection('payments').where({ id: payment.id }).update({ flag: fields });
}

async function settle(
  strapi: Core.Strapi,
  trx: Trx,
  { known, transaction }: { known: PaymentRow; transaction: VerifiedTransaction },
): Promise<Settled> {
  const at = now(strapi);
  const order = await lockOrder(trx, known.order_id);
  const payments = await lockPayments(trx, known.order_id);
  const payment = payments.find(({ id }) => id === known.id);
  if (!payment) throw new Error(`payment ${known.out_trade_no} disappeared`);
  const settlement = settlePayment({
    paymentStatus: payment.state,
    orderStatus: order.state,
    hasOtherSucceededPayment: payments.some(({ id, state }) => id !== payment.id && state === 'succeeded'),
  });
  if (settlement.kind === 'already_applied') return { kind: 'already_applied' };
  // Nothing was paid, so nothing can go back: the order was simply closed first.
  if (settlement.kind !== 'confirm_order' && payment.amount === 0)
    throw new Refusal('OrderStateError', { status: order.state });
  const { order_no: orderNo, out_trade_no: outTradeNo, amount } = payment;
  // None of these needs what another one writes, so they share their trips to the database.
  await together([
    markSucceeded(trx, payment, { transaction, at }),
    freeze(strapi, trx, { payment, merchantId: order.merchant_id, settlement, transaction, at }),
    appendEvent(strapi, trx, {
      name: 'payment.succeeded',
      aggregateId: outTradeNo,
      payload: { orderNo, outTradeNo, amount, userId: order.user_id },
      at,
    }),
    settlement.kind === 'confirm_order'
      ? getService(strapi, 'api::order.advance-paid-order')(trx, {
          order,
          paidAmount: fen(amount),
          paidAt: transaction.successTime ?? at,
          actorType: payment.method === 'zero' ? 'system' : 'wechat',
          at,
        })
      : openRefund(trx, {
          payment,
          amount,
          reason: settlement.kind === 'refund_late' ? 'late_payment' : 'surplus_payment',
          afterSaleNo: null,
          at,
        }),
  ]);
  return { kind: settlement.kind === 'confirm_order' ? 'applied' : 'refunding' };
}

interface Freezing {
  payment: PaymentRow;
  merchantId: number | null;
  settlement: ReturnType<typeof settlePayment>;
  transaction: VerifiedTransaction;
  at: Date;
}

/** From its success on, WeChat holds a payment back that is to be shared; it must not be forgotten there. */
async function freeze(strapi: Core.Strapi, trx: Trx, freezing: Freezing): Promise<void> {
  const { payment, merchantId, settlement, transaction, at } = freezing;
  if (!payment.shares_profit) return;
  await getService(strapi, 'api::payment.open-profit-sharing')(trx, {
    payment,
    merchantId,
    transactionId: transaction.transactionId ?? '',
    paidAt: transaction.successTime ?? at,
    isOrders: settlement.kind === 'confirm_order',
    at,
  });
}

async function markSucceeded(
  trx: Trx,
  payment: PaymentRow,
  { transaction, at }: { transaction: VerifiedTransaction; at: Date },
): Promise<void> {
  const next = nextPaymentStatus(payment.state, 'succeed');
  if (!next.ok) throw new Error(`a ${payment.state} payment cannot succeed`);
  const changed = await trx('payments')
    .where({ id: payment.id, state: payment.state })
    .update({
      state: next.value,
      transaction_id: transaction.transactionId ?? null,
      paid_at: transaction.successTime ?? at,
      next_query_at: null,
      updated_at: at,
    });
  if (changed !== 1) throw new Error(`payment ${payment.out_trade_no} changed under its lock`);
}
