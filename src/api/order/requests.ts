import { z } from 'zod';
import { ORDER_STATUSES } from '../../domain/order/types';
import { cursorQuery } from '../../platform/http/cursor';

export const documentId = z.string().regex(/^[a-z0-9]{1,32}$/, 'not an id');
export const orderNo = z.string().regex(/^[0-9A-Za-z_-]{6,32}$/, 'not an order number');
/** Any text: what names no SKU is refused as unknown, not as badly written. */
const skuId = z.string().min(1).max(64);
/** Far more than anybody orders: stock, limits and what was bought say what is too much. */
export const quantity = z.number().int().min(1).max(100_000);
const points = z.number().int().min(0).max(100_000_000);

export const delivery = z.strictObject({
  mode: z.enum(['express', 'community', 'pickup', 'none']),
  addressId: documentId.optional(),
  pickupPointId: documentId.optional(),
  slotId: documentId.optional(),
  date: z.iso.date().optional(),
});

const checkout = {
  items: z.array(z.strictObject({ skuId, quantity })).min(1).max(50),
  delivery,
  couponId: documentId.optional(),
  pointsToUse: points.optional(),
  groupBuy: z.strictObject({ activityId: documentId, groupNo: orderNo.optional() }).optional(),
  flashSaleId: documentId.optional(),
};

export const previewBody = z.strictObject(checkout);
export const placeBody = z.strictObject({
  ...checkout,
  expectedPayAmount: z.number().int().min(0).optional(),
  remark: z.string().trim().max(200).optional(),
});
export const cancelBody = z.strictObject({ reason: z.string().trim().max(200).optional() });
export const orderParams = z.object({ orderNo });
export const listQuery = cursorQuery.extend({
  status: z.enum(ORDER_STATUSES).optional(),
});
export const cartItemBody = z.strictObject({
  skuId,
  quantity,
  selected: z.boolean().optional(),
});
export const cartItemParams = z.object({ skuId: documentId });

export type PreviewBody = z.infer<typeof previewBody>;
export type PlaceBody = z.infer<typeof placeBody>;
