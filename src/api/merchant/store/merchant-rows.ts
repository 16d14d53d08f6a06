import type { MerchantStatus } from '../../../domain/merchant/merchant-states';
import type { Trx } from '../../../platform/database/in-transaction';

export interface MerchantRow {
  id: number;
  document_id: string;
  name: string;
  state: MerchantStatus;
  applicant_id: number | null;
}

const COLUMNS = ['id', 'document_id', 'name', 'state', 'applicant_id'];

/** Locks a merchant until the transaction ends: what happens to it and to its staff happens one after the other. */
export async function lockMerchant(trx: Trx, documentId: string): Promise<MerchantRow | undefined> {
  return trx('merchants').where({ document_id: documentId }).forUpdate().first<MerchantRow | undefined>(COLUMNS);
}
