import { z } from 'zod';
import { orderItemResponse, orderResponse } from './responses';

/** An order as the merchant's staff see it. The pickup code is the customer's to show. */
export const merchantOrderResponse = orderResponse.omit({ items: true, pickupCode: true }).extend({
  items: z.array(orderItemResponse.extend({ shippedQuantity: z.number().int(), cancelledQuantity: z.number().int() })),
});

/** An order as another server sees it; phone numbers stay masked. */
export const openOrderResponse = merchantOrderResponse.extend({
  userId: z.string().describe('documentId of the buyer'),
});
