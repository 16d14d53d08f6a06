import type { StoredInstant } from '../../../platform/database/rows';

export interface SettlementRow {
  id: number;
  document_id: string;
  merchant_id: number;
  /** A day of the shop's calendar, `YYYY-MM-DD`. */
  day: string;
  paid_amount: number;
  refunded_amount: number;
  commission: number;
  payable: number;
  order_count: number;
  refund_count: number;
  /** Already with the merchant by profit sharing; a part of what is payable. */
  shared_amount: number;
  state: 'pending' | 'settled';
  settled_at: StoredInstant;
}
