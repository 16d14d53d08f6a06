import type { Trx } from '../../../platform/database/in-transaction';
import type { StoredInstant } from '../../../platform/database/rows';
import { type LockedOrder, lockOrder } from './locked-order';
import { lockPayments, type PaymentRow } from './payment-rows';

/**
 * `frozen`: nothing decided yet; `created`: decided, WeChat may know; `processing`: WeChat works on it; `finished`: the merchant has
 * its share; `failed`: refused, the money is still frozen; `unfreezing` → `unfrozen`: everything goes to the shop.
 */
export type ProfitSharingStatus =
  'frozen' | 'created' | 'processing' | 'finished' | 'failed' | 'unfreezing' | 'unfrozen';

export interface ProfitSharingRow {
  id: number;
  document_id: string;
  payment_id: number;
  order_id: number;
  merchant_id: number | null;
  order_no: string;
  transaction_id: string;
  /** The number of the split; a new one only after WeChat has refused the last. */
  out_order_no: string | null;
  commission_bps: number;
  amount: number;
  commission: number;
  /** What the merchant verifiably got. */
  shared_amount: number;
  returned_amount: number;
  /** What it should have given back and could not. */
  debt_amount: number;
  state: ProfitSharingStatus;
  receiver_type: 'MERCHANT_ID' | 'PERSONAL_OPENID' | null;
  receiver_account: string | null;
  receiver_name: string | null;
  sent_at: StoredInstant;
  stop_at: StoredInstant;
  attempts: number;
  last_error_code: string | null;
  /** Who said what became of the split when WeChat did not answer any more. */
  closed_by: string | null;
}

export interface ProfitReturnRow {
  id: number;
  document_id: string;
  profit_sharing_id: number;
  order_no: string;
  out_refund_no: string;
  out_return_no: string;
  amount: number;
  state: 'created' | 'processing' | 'succeeded' | 'failed';
  sent_at: StoredInstant;
  attempts: number;
}

export interface LockedSharing {
  order: LockedOrder;
  payment: PaymentRow;
  sharing: ProfitSharingRow;
}

/** Locks a split with all it belongs to: order, payment, split. */
export async function lockSharing(
  trx: Trx,
  known: Pick<ProfitSharingRow, 'id' | 'order_id' | 'payment_id'>,
): Promise<LockedSharing> {
  const order = await lockOrder(trx, known.order_id);
  const payments = await lockPayments(trx, known.order_id);
  const payment = payments.find(({ id }) => id === known.payment_id);
  const sharing = await trx('profit_sharings')
    .where({ id: known.id })
    .forUpdate()
    .first<ProfitSharingRow | undefined>();
  if (!payment || !sharing) throw new Error(`split ${known.id} lost its payment`);
  return { order, payment, sharing };
}
