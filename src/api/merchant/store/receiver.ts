import { createHash } from 'node:crypto';

export interface ReceiverRow {
  id: number;
  shares_profit: boolean | number | null;
  receiver_type: 'MERCHANT_ID' | 'PERSONAL_OPENID' | null;
  receiver_account: string | null;
  receiver_name: string | null;
  /** Of what WeChat has accepted; see {@link receiverKeyOf}. */
  receiver_key: string | null;
  commission_bps: number | null;
}

/** Changes with everything WeChat was told about a receiver, so that an edited receiver is known to be a new one. */
export const receiverKeyOf = (row: ReceiverRow): string =>
  createHash('sha256')
    .update(JSON.stringify([row.receiver_type ?? 'MERCHANT_ID', row.receiver_account, row.receiver_name]))
    .digest('hex');
