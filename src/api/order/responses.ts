import { z } from 'zod';
import { afterSaleResponse } from './after-sale-responses';

const fen = z.number().int();
const adjustment = z.object({ type: z.string(), label: z.string(), amount: fen });
const specs = z.record(z.string(), z.string());

export const orderItemResponse = z.object({
  skuId: z.string(),
  productId: z.string(),
  name: z.string(),
  specs,
  image: z.string().nullable(),
  price: fen,
  quantity: z.number().int(),
  amount: fen,
  discounts: z.array(z.object({ type: z.string(), amount: fen })),
  paidAmount: fen,
  pointsUsed: z.number().int(),
  pointsEarned: z.number().int(),
  refundedQuantity: z.number().int(),
  refundedAmount: fen,
  priceExplanation: z
    .array(z.object({ type: z.string(), label: z.string(), amount: fen, after: fen }))
    .describe('How the price came about, step by step; `after` is what is left after a step'),
});

export const shipmentResponse = z.object({
  shipmentNo: z.string(),
  carrier: z.string(),
  trackingNo: z.string(),
  items: z.array(z.object({ skuId: z.string(), name: z.string(), quantity: z.number().int() })),
  shippedAt: z.iso.datetime(),
});

export const orderResponse = z.object({
  orderNo: z.string(),
  type: z.enum(['goods', 'group_buy', 'flash_sale', 'scan', 'points']),
  status: z.string(),
  items: z.array(orderItemResponse),
  adjustments: z.array(adjustment),
  itemsAmount: fen,
  freightAmount: fen,
  payAmount: fen,
  paidAmount: fen,
  refundedAmount: fen,
  pointsUsed: z.number().int(),
  pointsToEarn: z.number().int(),
  pointsEarned: z.number().int(),
  createdAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  paidAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  remark: z.string().nullable(),
  delivery: z.record(z.string(), z.unknown()),
  pickupCode: z.string().nullable(),
  merchant: z.object({ documentId: z.string(), name: z.string() }).nullable(),
  group: z.null(),
  shipments: z.array(shipmentResponse),
  timeline: z
    .array(
      z.object({
        event: z.string(),
        title: z.string().describe('For people to read'),
        status: z.string(),
        at: z.iso.datetime(),
        note: z.string().nullable(),
      }),
    )
    .optional(),
  afterSales: z.array(afterSaleResponse),
});

export const previewResponse = z.object({
  items: z.array(
    z.object({
      skuId: z.string(),
      name: z.string(),
      quantity: z.number().int(),
      price: fen,
      amount: fen,
      paidAmount: fen,
    }),
  ),
  itemsAmount: fen,
  adjustments: z.array(adjustment),
  freightAmount: fen,
  pointsUsed: z.number().int(),
  pointsDiscount: fen,
  payAmount: fen,
  pointsToEarn: z.number().int(),
  availableCoupons: z.array(z.unknown()),
  unavailableCoupons: z.array(z.unknown()),
  deliveryOptions: z.array(z.object({ mode: z.string(), isAvailable: z.boolean(), fee: fen.nullable() })),
});

export const cartResponse = z.object({
  items: z.array(
    z.object({
      skuId: z.string(),
      productId: z.string(),
      name: z.string(),
      specs,
      image: z.string().nullable(),
      price: fen,
      quantity: z.number().int(),
      selected: z.boolean(),
      available: z.number().int(),
      isValid: z.boolean(),
      invalidReason: z.string().nullable(),
    }),
  ),
  selectedQuantity: z.number().int(),
  selectedAmount: fen,
});
