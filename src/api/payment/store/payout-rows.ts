import type { PayoutStatus } from '../../../domain/payment/payout-states';
import type { StoredInstant } from '../../../platform/database/rows';

export interface PayoutRow {
  id: number;
  document_id: string;
  user_id: number;
  openid: string;
  /** Letters and digits; a new one only after WeChat has ended the last without paying. */
  out_bill_no: string;
  amount: number;
  scene: 'commission' | 'reward';
  remark: string;
  source_key: string;
  state: PayoutStatus;
  /** For `wx.requestMerchantTransfer`, while the user has to confirm. */
  package_info: string | null;
  fail_reason: string | null;
  sent_at: StoredInstant;
  succeeded_at: StoredInstant;
  created_at: StoredInstant;
  attempts: number;
  last_error_code: string | null;
}
