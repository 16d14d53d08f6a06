import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { toInteger } from '../../../platform/database/rows';
import type { ProductFlag } from '../public/products';

export type SearchSort = 'default' | 'sales' | 'price' | 'price_asc' | 'price_desc' | 'newest';

export interface ProductSearch {
  /** Words that must all occur in name, subtitle or tags. */
  words: string[];
  category?: string;
  brand?: string;
  merchant?: string;
  /** Fen, inclusive; a product matches when its price range touches this one. */
  minPrice?: number;
  maxPrice?: number;
  inStock?: boolean;
  /** A product matches when it has one of them. */
  flags?: ProductFlag[];
  sort: SearchSort;
  page: number;
  pageSize: number;
  at: Date;
}

const CHEAPEST_FIRST = { column: 'p.min_price', order: 'asc' } as const;

const ORDERS: Record<SearchSort, { column: string; order: 'asc' | 'desc' }[]> = {
  default: [{ column: 'p.sort', order: 'asc' }],
  sales: [{ column: 'p.sales', order: 'desc' }],
  price: [CHEAPEST_FIRST],
  price_asc: [CHEAPEST_FIRST],
  price_desc: [{ column: 'p.min_price', order: 'desc' }],
  newest: [{ column: 'p.created_at', order: 'desc' }],
};

const FLAG_COLUMNS: Record<ProductFlag, string> = {
  recommended: 'p.is_recommended',
  hot: 'p.is_hot',
  new: 'p.is_new',
};

type Query = Knex.QueryBuilder;

/** The ids of one page of matching products and the number of all matches: two statements. */
export async function searchProducts(
  strapi: Core.Strapi,
  search: ProductSearch,
): Promise<{ ids: number[]; total: number }> {
  const matching = strapi.db.connection('products as p') as unknown as Query;
  onlyVisible(matching, search.at);
  onlyMatching(matching, search);
  const [counted] = (await matching.clone().count({ total: 'p.id' })) as { total: unknown }[];
  const ids = (await matching
    .orderBy([...ORDERS[search.sort], { column: 'p.id', order: 'desc' }])
    .limit(search.pageSize)
    .offset((search.page - 1) * search.pageSize)
    .pluck('p.id')) as number[];
  return { ids, total: toInteger(counted?.total) };
}

/** The same rule as `visibleProducts`, for hand-written SQL. */
function onlyVisible(query: Query, at: Date): void {
  void query
    .where('p.state', 'on_sale')
    .where((window) => void window.whereNull('p.list_at').orWhere('p.list_at', '<=', at))
    .where((window) => void window.whereNull('p.delist_at').orWhere('p.delist_at', '>', at))
    .whereRaw(
      `not exists (select 1 from products_merchant_lnk pm join merchants me on me.id = pm.merchant_id
        where pm.product_id = p.id and me.state <> 'active')`,
    );
}

function onlyMatching(query: Query, search: ProductSearch): void {
  for (const word of search.words) void query.whereRaw(`p.search_text like ? escape '!'`, [`%${escapeLike(word)}%`]);
  if (search.minPrice !== undefined) void query.where('p.max_price', '>=', search.minPrice);
  if (search.maxPrice !== undefined) void query.where('p.min_price', '<=', search.maxPrice);
  if (search.category)
    void query.whereRaw(
      IN_CATEGORY,
      Array.from({ length: 3 }, () => search.category ?? ''),
    );
  if (search.brand) {
    void query.whereRaw(
      `exists (select 1 from products_brand_lnk pb join brands b on b.id = pb.brand_id
        where pb.product_id = p.id and b.document_id = ? and b.enabled)`,
      [search.brand],
    );
  }
  if (search.merchant) {
    void query.whereRaw(
      `exists (select 1 from products_merchant_lnk pm join merchants me on me.id = pm.merchant_id
        where pm.product_id = p.id and me.document_id = ?)`,
      [search.merchant],
    );
  }
  if (search.flags) {
    const columns = search.flags.map((flag) => FLAG_COLUMNS[flag]);
    void query.where((any) => {
      for (const column of columns) void any.orWhere(column, true);
    });
  }
  if (search.inStock !== undefined) void query.whereRaw(`${search.inStock ? '' : 'not '}${IN_STOCK}`);
}

const IN_STOCK = `exists (select 1 from skus_product_lnk l join skus s on s.id = l.sku_id
  join inventories i on i.sku_id = s.id where l.product_id = p.id and s.enabled and i.available > 0)`;

/** In the category itself or one or two levels below it. */
const IN_CATEGORY = `exists (select 1 from products_categories_lnk pc join categories c on c.id = pc.category_id
  left join categories_parent_lnk up1 on up1.category_id = c.id
  left join categories c1 on c1.id = up1.inv_category_id
  left join categories_parent_lnk up2 on up2.category_id = c1.id
  left join categories c2 on c2.id = up2.inv_category_id
  where pc.product_id = p.id and c.enabled and (c1.id is null or c1.enabled)
    and (c.document_id = ? or c1.document_id = ? or c2.document_id = ?))`;

const escapeLike = (text: string): string => text.replace(/[!%_]/g, (character) => `!${character}`);
