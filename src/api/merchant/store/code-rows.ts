import type { Queries } from '../../../platform/database/queries';
import { type StoredInstant, toIso } from '../../../platform/database/rows';

export interface CodeRow {
  id: number;
  document_id: string;
  code: string;
  title: string;
  fixed_amount: number | null;
  enabled: boolean | number;
  created_at: StoredInstant;
}

/** Payment codes of one merchant; another's are as good as none. */
export const codesOf = (db: Queries, merchantId: number) => db('payment_codes').where({ merchant_id: merchantId });

/** A payment code as the merchant's staff see it; money in fen. */
export const shapeCode = (row: CodeRow) => ({
  documentId: row.document_id,
  code: row.code,
  title: row.title,
  fixedAmount: row.fixed_amount,
  enabled: Boolean(row.enabled),
  createdAt: toIso(row.created_at),
});
