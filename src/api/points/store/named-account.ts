import type { Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { type AccountRow, lockAccount } from './account';

/** The account staff have named, locked. @throws Refusal NotFoundError */
export async function lockNamedAccount(trx: Trx, documentId: string, at: Date): Promise<AccountRow> {
  const row = (await trx('points_accounts').where({ document_id: documentId }).first('user_id')) as
    { user_id: number | null } | undefined;
  if (!row?.user_id) throw new Refusal('NotFoundError', { id: documentId });
  return lockAccount(trx, row.user_id, at);
}
