import type { Queries } from '../../../platform/database/queries';
import type { Trx } from '../../../platform/database/in-transaction';
import { rowChunks } from '../../../platform/database/row-chunks';
import { newRow, type StoredInstant } from '../../../platform/database/rows';

/** Where users mark products: what they like, and what they looked at. One row a user and product. */
export type MarkTable = 'favorites' | 'browsing_records';

export interface MarkRow {
  id: number;
  product_id: number;
  created_at: StoredInstant;
}

/** Newest first, one row more than asked for, so that the caller sees whether there is another page. */
export async function listMarks(
  db: Queries,
  table: MarkTable,
  { userId, before, limit }: { userId: number; before: number | null; limit: number },
): Promise<MarkRow[]> {
  const query = db(table).where({ user_id: userId }).whereNotNull('product_id');
  if (before !== null) query.andWhere('id', '<', before);
  return (await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .select('id', 'product_id', 'created_at')) as MarkRow[];
}

export interface View {
  userId: number;
  productDocumentId: string;
  at: Date;
}

/**
 * Writes views, the oldest first, and keeps the newest `most` of each user: four statements, however many views there are.
 * A product that was viewed before moves to the front, because its row is written anew.
 */
export async function writeViews(trx: Trx, views: readonly View[], most: number): Promise<void> {
  const products = (await trx('products')
    .whereIn('document_id', [...new Set(views.map(({ productDocumentId }) => productDocumentId))])
    .select('id', 'document_id')) as { id: number; document_id: string }[];
  const idOf = new Map(products.map(({ id, document_id: documentId }) => [documentId, id]));
  const rows = views.flatMap(({ userId, productDocumentId, at }) => {
    const productId = idOf.get(productDocumentId);
    return productId === undefined ? [] : [{ ...newRow(at), user_id: userId, product_id: productId }];
  });
  if (rows.length === 0) return;
  await trx('browsing_records')
    .whereIn(
      ['user_id', 'product_id'],
      rows.map((row) => [row.user_id, row.product_id]),
    )
    .delete();
  for (const chunk of rowChunks(rows)) {
    await trx('browsing_records').insert(chunk).onConflict(['user_id', 'product_id']).ignore();
  }
  await forgetOldViews(trx, [...new Set(rows.map((row) => row.user_id))], most);
}

async function forgetOldViews(trx: Trx, userIds: readonly number[], most: number): Promise<void> {
  const ranked = trx('browsing_records')
    .whereIn('user_id', userIds)
    .select('id')
    .rowNumber('place', (over) => void over.partitionBy('user_id').orderBy('id', 'desc'))
    .as('ranked');
  await trx('browsing_records')
    .whereIn('id', trx.from(ranked).where('place', '>', most).select('id'))
    .delete();
}
