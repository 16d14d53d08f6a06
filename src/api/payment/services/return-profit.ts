import type { Core } from '@strapi/strapi';
import { profitToReturn } from '../../../domain/payment/share-profit';
import { bps } from '../../../domain/shared/basis-points';
import { fen } from '../../../domain/shared/fen';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { createNumber } from '../../../platform/database/numbers';
import { newRow, toInteger } from '../../../platform/database/rows';
import { getService } from '../../../platform/get-service';
import type { RefundRow } from '../store/payment-rows';
import {
  type LockedSharing,
  lockSharing,
  type ProfitReturnRow,
  type ProfitSharingRow,
} from '../store/profit-sharing-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.return-profit': ReturnProfit;
  }
}

export interface ReturnProfit {
  /**
   * Before a refund is sent: takes back the merchant's part of it when the payment has been shared. What the merchant cannot give
   * back becomes its debt, and the refund is paid from the shop's own money. Safe to repeat for the same refund.
   * @throws Error while the refund has to wait for the split or for the return
   */
  (refund: RefundRow): Promise<void>;
}

/** A buyer does not wait for ever for what is between the shop and the merchant; the return goes on by itself. */
const MOST_WAITS = 10;
const JOB_TAKES_OVER_MS = 5 * 60_000;

export default ({ strapi }: { strapi: Core.Strapi }): ReturnProfit =>
  async (refund) => {
    const sharing = await strapi.db
      .connection('profit_sharings')
      .where({ payment_id: refund.payment_id })
      .first<ProfitSharingRow | undefined>();
    if (!sharing) return;
    // WeChat refuses refunds of a payment that it is splitting.
    if (sharing.state === 'created' || sharing.state === 'processing')
      throw new Error('the payment is being shared; its refund waits for the end of that');
    // Frozen money is refunded from what is frozen.
    if (sharing.shared_amount === 0) return;
    const row = await inTransaction(strapi, (trx) => openReturn(strapi, trx, { sharing, refund }));
    if (!row || row.state === 'succeeded' || row.state === 'failed') return;
    try {
      const state = await getService(strapi, 'api::payment.advance-profit-return')(row);
      if (state === 'processing') throw new Error('the share is on its way back');
    } catch (error) {
      if (refund.attempts < MOST_WAITS) throw error;
      strapi.log.error('a refund goes ahead of the return of its share', { category: 'business', refund: refund.id });
    }
  };

interface Wanted {
  sharing: ProfitSharingRow;
  refund: RefundRow;
}

/** One return for each refund; null when the merchant has no part of it. */
async function openReturn(strapi: Core.Strapi, trx: Trx, wanted: Wanted): Promise<ProfitReturnRow | null> {
  const locked = await lockSharing(trx, wanted.sharing);
  const { out_refund_no: outRefundNo } = wanted.refund;
  const known = await trx('profit_returns')
    .where({ profit_sharing_id: locked.sharing.id, out_refund_no: outRefundNo })
    .first<ProfitReturnRow | undefined>();
  if (known) return known;
  const amount = await amountToReturn(trx, locked, wanted.refund);
  return amount > 0 ? insertReturn(trx, { locked, outRefundNo, amount, at: now(strapi) }) : null;
}

/** Refunds that come later than this one return their own part. */
async function amountToReturn(trx: Trx, { payment, sharing }: LockedSharing, refund: RefundRow): Promise<number> {
  const [open] = (await trx('refunds')
    .where({ payment_id: payment.id })
    .whereIn('state', ['created', 'processing', 'abnormal'])
    .where('id', '<=', refund.id)
    .sum('amount as total')) as { total: unknown }[];
  const [back] = (await trx('profit_returns').where({ profit_sharing_id: sharing.id }).sum('amount as total')) as {
    total: unknown;
  }[];
  return profitToReturn({
    shared: fen(sharing.shared_amount),
    settledBack: fen(toInteger(back?.total)),
    net: fen(payment.amount - payment.refunded_amount - toInteger(open?.total)),
    rate: bps(sharing.commission_bps),
  });
}

interface NewReturn {
  locked: LockedSharing;
  outRefundNo: string;
  amount: number;
  at: Date;
}

async function insertReturn(trx: Trx, { locked, outRefundNo, amount, at }: NewReturn): Promise<ProfitReturnRow> {
  const { sharing } = locked;
  const isPerson = sharing.receiver_type === 'PERSONAL_OPENID';
  const [row] = (await trx('profit_returns')
    .insert({
      ...newRow(at),
      profit_sharing_id: sharing.id,
      order_no: sharing.order_no,
      out_refund_no: outRefundNo,
      out_return_no: createNumber('B', at),
      amount,
      // WeChat takes nothing back from persons (wechat.md A12).
      ...(isPerson ? { state: 'failed', fail_reason: 'PERSONAL_RECEIVER', finished_at: at } : { state: 'created' }),
      attempts: 0,
      next_attempt_at: isPerson ? null : new Date(at.getTime() + JOB_TAKES_OVER_MS),
    })
    .returning('*')) as ProfitReturnRow[];
  if (!row) throw new Error('a return was not written');
  if (isPerson)
    await trx('profit_sharings')
      .where({ id: sharing.id })
      .update({ debt_amount: trx.raw('debt_amount + ?', [amount]), updated_at: at });
  return row;
}
