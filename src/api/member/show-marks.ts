import type { Core } from '@strapi/strapi';
import { now } from '../../platform/container';
import { toIso } from '../../platform/database/rows';
import { getService } from '../../platform/get-service';
import type { MarkRow } from './store/marks';

export interface MarkedPage {
  data: Record<string, unknown>[];
  meta: { nextCursor: string | null };
}

/**
 * The marked products as they stand in lists, each with when it was marked. What cannot be bought any more is marked with
 * `isValid: false`, not dropped.
 * @param name what the moment is called in the answer
 */
export async function showMarks(
  strapi: Core.Strapi,
  rows: readonly MarkRow[],
  name: 'favoritedAt' | 'viewedAt',
): Promise<Record<string, unknown>[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ product_id: productId }) => productId);
  const products = await getService(strapi, 'api::catalog.list-products').listMarked(ids, now(strapi));
  return rows.flatMap(({ product_id: productId, created_at: at }) => {
    const product = products.get(productId);
    return product ? [{ ...product, [name]: toIso(at) }] : [];
  });
}
