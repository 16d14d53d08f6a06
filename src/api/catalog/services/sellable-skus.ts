import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import type { Queries } from '../../../platform/database/queries';
import { fromJson, toDateOrNull } from '../../../platform/database/rows';
import { readSellableSkus, type SellableSkuRow } from '../store/sellable-skus';

export type DeliveryMode = 'express' | 'community' | 'pickup' | 'none';

/** A SKU as orders, carts and previews need it. Prices in fen; ids without "Document" are row ids. */
export interface SellableSku {
  skuId: number;
  skuDocumentId: string;
  skuCode: string;
  productId: number;
  productDocumentId: string;
  name: string;
  /** Spec name → value, e.g. `{ "颜色": "红" }`. */
  specs: Record<string, string>;
  /** Absolute-path URL of the SKU's picture, or of the product's cover. */
  image: string | null;
  price: number;
  weightGrams: number;
  available: number;
  kind: 'physical' | 'virtual' | 'service';
  /** `['none']` for what is not delivered. */
  deliveryModes: DeliveryMode[];
  /** Pieces a user may buy in all; 0: no limit. */
  perUserLimit: number;
  /** Growth threshold of the level the product is reserved for; null: for everybody. */
  memberLevelThreshold: number | null;
  merchantId: number | null;
  merchantDocumentId: string | null;
  categoryIds: number[];
  productState: 'draft' | 'on_sale' | 'off_sale';
  isSkuEnabled: boolean;
  listAt: Date | null;
  /** Exclusive. */
  delistAt: Date | null;
  /** On sale now: state, window, SKU switch and merchant considered; stock, level and limits are not. */
  isOnSale: boolean;
}

const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * Loads SKUs by documentId in ONE statement, in the order of the ids asked for; unknown ones are left out.
   * @param connection the caller's transaction, or `strapi.db.connection` outside of one
   */
  async load(connection: Queries, skuDocumentIds: readonly string[]): Promise<SellableSku[]> {
    if (skuDocumentIds.length === 0) return [];
    const rows = await readSellableSkus(connection, skuDocumentIds);
    const byId = new Map(rows.map((row) => [row.sku_document_id, toSellable(row, now(strapi))]));
    return [...new Set(skuDocumentIds)].flatMap((id) => byId.get(id) ?? []);
  },
});

function toSellable(row: SellableSkuRow, at: Date): SellableSku {
  const listAt = toDateOrNull(row.list_at);
  const delistAt = toDateOrNull(row.delist_at);
  const isSkuEnabled = Boolean(row.sku_enabled);
  const isInWindow = (listAt === null || listAt <= at) && (delistAt === null || at < delistAt);
  const isMerchantOpen = row.merchant_id === null || row.merchant_state === 'active';
  return {
    skuId: row.sku_id,
    skuDocumentId: row.sku_document_id,
    skuCode: row.sku_code,
    productId: row.product_id,
    productDocumentId: row.product_document_id,
    name: row.name,
    specs: fromJson<Record<string, string>>(row.specs) ?? {},
    image: row.sku_image ?? row.cover,
    price: row.price,
    weightGrams: row.weight_grams ?? 0,
    available: row.available ?? 0,
    kind: row.kind,
    deliveryModes: deliveryModesOf(row),
    perUserLimit: row.per_user_limit ?? 0,
    memberLevelThreshold: row.level_threshold,
    merchantId: row.merchant_id,
    merchantDocumentId: row.merchant_document_id,
    categoryIds: (row.category_ids ?? '').split(',').filter(Boolean).map(Number),
    productState: row.state,
    isSkuEnabled,
    listAt,
    delistAt,
    isOnSale: row.state === 'on_sale' && isInWindow && isSkuEnabled && isMerchantOpen,
  };
}

function deliveryModesOf(row: SellableSkuRow): DeliveryMode[] {
  if (row.kind !== 'physical') return ['none'];
  const modes: [DeliveryMode, unknown][] = [
    ['express', row.delivers_express],
    ['community', row.delivers_community],
    ['pickup', row.delivers_pickup],
  ];
  return modes.filter(([, isOffered]) => Boolean(isOffered)).map(([mode]) => mode);
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.sellable-skus': ReturnType<typeof factory>;
  }
}
