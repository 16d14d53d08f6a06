import { z } from 'zod';
import { cursorQuery } from '../../platform/http/cursor';

const productStatus = z.enum(['draft', 'on_sale', 'off_sale']);
const id = z.string().regex(/^[a-z0-9]{1,32}$/, 'not an id');

export const productParams = z.object({ id });
export const skuParams = z.object({ skuId: id });

export const shopProductsQuery = cursorQuery.extend({
  status: productStatus.optional(),
  q: z.string().trim().min(1).max(40).optional().describe('Part of the name, subtitle or tags'),
});
export const openProductsQuery = cursorQuery.extend({ status: productStatus.optional() });

export const productStatusBody = z.strictObject({ status: z.enum(['on_sale', 'off_sale']) });
export const stockAdjustmentBody = z.strictObject({
  delta: z.number().int().min(-1_000_000).max(1_000_000),
  reason: z.string().trim().min(1).max(200),
});

const money = z.number().int();

export const shopProductResponse = z.object({
  documentId: z.string(),
  name: z.string(),
  subtitle: z.string().nullable(),
  cover: z.string().nullable(),
  status: productStatus,
  kind: z.enum(['physical', 'virtual', 'service']),
  minPrice: money,
  maxPrice: money,
  sales: z.number().int(),
  merchantId: z.string().nullable(),
  updatedAt: z.iso.datetime().nullable(),
  skus: z.array(
    z.object({
      skuId: z.string(),
      code: z.string(),
      barcode: z.string().nullable(),
      specs: z.record(z.string(), z.string()),
      price: money,
      marketPrice: money.nullable(),
      enabled: z.boolean(),
      available: z.number().int(),
      reserved: z.number().int(),
      sold: z.number().int(),
      lowStockThreshold: z.number().int(),
    }),
  ),
});

export const stockResponse = z.object({ skuId: z.string(), available: z.number().int() });

export type ShopProductsQuery = z.infer<typeof shopProductsQuery>;
export type ProductStatusBody = z.infer<typeof productStatusBody>;
export type StockAdjustmentBody = z.infer<typeof stockAdjustmentBody>;
