import { fromJson, toIso } from '../../../platform/database/rows';
import type { ShopProductRow, ShopSkuRow } from '../store/shop-products';

/** A product as those who sell it see it: with every SKU, its stock, and no cost; money in fen. */
export const shapeShopProduct = (row: ShopProductRow, skus: ShopSkuRow[]) => ({
  documentId: row.document_id,
  name: row.name,
  subtitle: row.subtitle,
  cover: row.cover,
  status: row.state,
  kind: row.kind,
  minPrice: row.min_price ?? 0,
  maxPrice: row.max_price ?? 0,
  sales: row.sales ?? 0,
  merchantId: row.merchant_document_id,
  updatedAt: toIso(row.updated_at),
  skus: skus.map((sku) => ({
    skuId: sku.document_id,
    code: sku.code,
    barcode: sku.barcode,
    specs: fromJson<Record<string, string>>(sku.specs) ?? {},
    price: sku.price,
    marketPrice: sku.market_price,
    enabled: Boolean(sku.enabled),
    available: sku.available ?? 0,
    reserved: sku.reserved ?? 0,
    sold: sku.sold ?? 0,
    lowStockThreshold: sku.low_stock_threshold ?? 0,
  })),
});
