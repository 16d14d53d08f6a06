import type { PublicContent, Row, Where } from '../../../platform/content/public-content';
import { IN_STOCK_TAG } from './cache-tags';
import { readInStock } from '../store/product-stock';
import { brandShape } from './brands';
import { categoryShape } from './categories';

/** On sale, in its window, and not of a merchant who is not open. */
export const visibleProducts = (at: Date): Where => ({
  state: 'on_sale',
  $and: [
    { $or: [{ listAt: { $null: true } }, { listAt: { $lte: at } }] },
    { $or: [{ delistAt: { $null: true } }, { delistAt: { $gt: at } }] },
    { $or: [{ merchant: { id: { $null: true } } }, { merchant: { state: 'active' } }] },
  ],
});

const FLAGS = { isRecommended: 'recommended', isHot: 'hot', isNew: 'new' } as const;

export type ProductFlag = (typeof FLAGS)[keyof typeof FLAGS];
export const PRODUCT_FLAGS: readonly ProductFlag[] = Object.values(FLAGS);

export const flagsOf = (row: Row): string[] =>
  Object.entries(FLAGS).flatMap(([attribute, flag]) => (row[attribute] ? [flag] : []));

/** Products as they stand in lists; `product-page` adds what only a product's own page shows. */
export const products: PublicContent = {
  uid: 'api::catalog.product',
  fields: {
    name: 'text',
    subtitle: 'text',
    cover: 'image',
    minPrice: 'integer',
    maxPrice: 'integer',
    marketPrice: 'integer',
    sales: 'integer',
    kind: { choice: ['physical', 'virtual', 'service'] },
    isRecommended: 'boolean',
    isHot: 'boolean',
    isNew: 'boolean',
    sort: 'integer',
    createdAt: 'instant',
  },
  computed: {
    flags: { needs: Object.keys(FLAGS), of: flagsOf },
    inStock: { needs: [], of: (_row, { inStock }) => inStock === true },
  },
  relations: {
    memberLevel: {
      fields: { name: 'text', growthThreshold: 'integer' },
      visible: () => ({}),
      sort: [{ growthThreshold: 'asc' }],
      isMany: false,
      isDefault: true,
    },
    categories: { ...categoryShape, isMany: true },
    brand: { ...brandShape, isMany: false },
    merchant: {
      fields: { name: 'text', logo: 'image' },
      visible: () => ({ state: 'active' }),
      sort: [{ id: 'asc' }],
      isMany: false,
    },
    skus: {
      fields: {
        code: 'text',
        specs: 'json',
        image: 'image',
        price: 'integer',
        marketPrice: 'integer',
        sort: 'integer',
      },
      visible: () => ({ enabled: true }),
      sort: [{ sort: 'asc' }],
      isMany: true,
    },
  },
  visible: visibleProducts,
  sort: [{ sort: 'asc' }, { id: 'desc' }],
  loadExtras: readInStock,
  cacheTags: [
    IN_STOCK_TAG,
    'api::catalog.sku',
    'api::catalog.category',
    'api::catalog.brand',
    'api::merchant.merchant',
    'api::member.member-level',
  ],
};
