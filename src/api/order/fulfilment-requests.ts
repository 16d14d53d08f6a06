import { z } from 'zod';
import { cursorQuery } from '../../platform/http/cursor';
import { shopDay } from '../../platform/http/shop-day';
import { documentId, listQuery, quantity } from './requests';

/** Names and numbers are kept as carriers write them; control characters are not part of any. */
const carrier = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N} ()（）·_-]{1,40}$/u, 'not a carrier');
const trackingNo = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z-]{4,40}$/, 'not a tracking number');

export const shipBody = z.strictObject({
  carrier,
  trackingNo: trackingNo.optional(),
  items: z
    .array(z.strictObject({ skuId: documentId, quantity }))
    .min(1)
    .max(50)
    .optional(),
});

/** Any text: what was never given out is refused as an unknown code. */
export const verificationBody = z.strictObject({ pickupCode: z.string().min(1).max(32) });

/** Days of the shop's calendar, both included. */
export const merchantOrdersQuery = cursorQuery.extend({
  status: listQuery.shape.status,
  from: shopDay.optional(),
  to: shopDay.optional(),
});

export type ShipBody = z.infer<typeof shipBody>;
export type VerificationBody = z.infer<typeof verificationBody>;
export type MerchantOrdersQuery = z.infer<typeof merchantOrdersQuery>;
