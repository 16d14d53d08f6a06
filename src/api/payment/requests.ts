import { z } from 'zod';

export const orderParams = z.object({ orderNo: z.string().regex(/^[0-9A-Za-z_-]{6,32}$/, 'not an order number') });

export const payParams = z.object({
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.literal('RSA'),
  paySign: z.string(),
});
export const payResponse = z.union([z.object({ payParams }), z.object({ paid: z.literal(true) })]);
export const paymentResponse = z.object({
  status: z.enum(['created', 'prepaid', 'succeeded', 'closed', 'failed']),
  paidAt: z.iso.datetime().nullable(),
  transactionId: z.string().nullable(),
});
