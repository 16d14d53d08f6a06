import { z } from 'zod';
import { pictureAddress } from '../../platform/http/picture-address';
import { cursorQuery } from '../../platform/http/cursor';

const MOST_IMAGES = 9;

const reviewItem = z.strictObject({
  skuId: z.string().regex(/^[a-z0-9]{1,32}$/, 'not an id'),
  rating: z.int().min(1).max(5),
  content: z.string().trim().max(500).optional(),
  images: z.array(pictureAddress).max(MOST_IMAGES).optional(),
  isAnonymous: z.boolean().optional().describe('true: others see neither nickname nor avatar'),
});

export const reviewsBody = z.strictObject({
  items: z
    .array(reviewItem)
    .min(1)
    .max(50)
    .refine((items) => new Set(items.map(({ skuId }) => skuId)).size === items.length, 'names a SKU twice'),
});

export const reviewedOrderParams = z.object({
  orderNo: z.string().regex(/^[0-9A-Za-z_-]{6,32}$/, 'not an order number'),
});

export const productReviewsParams = z.object({ id: z.string().max(64) });
export const productReviewsQuery = cursorQuery;

export const replyBody = z.strictObject({ reply: z.string().trim().min(1).max(500) });

export type ReviewItem = z.infer<typeof reviewItem>;
export type ReviewsQuery = z.infer<typeof productReviewsQuery>;
