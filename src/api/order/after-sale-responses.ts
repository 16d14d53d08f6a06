import { z } from 'zod';
import { afterSaleStatus } from './after-sale-requests';

const fen = z.number().int();
const instant = z.iso.datetime().nullable();

export const afterSaleResponse = z.object({
  afterSaleNo: z.string(),
  orderNo: z.string(),
  type: z.enum(['refund_only', 'return_refund']),
  status: afterSaleStatus,
  items: z.array(
    z.object({
      skuId: z.string(),
      name: z.string(),
      image: z.string().nullable(),
      quantity: z.number().int(),
      amount: fen,
    }),
  ),
  amount: fen,
  freightAmount: fen,
  reason: z.string(),
  images: z.array(z.string()),
  createdAt: instant,
  decidedAt: instant,
  decisionNote: z.string().nullable(),
  returnShipment: z.object({ carrier: z.string(), trackingNo: z.string(), shippedAt: instant }).nullable(),
  receivedAt: instant,
  dueAt: instant,
  refund: z
    .object({
      status: z.enum(['created', 'processing', 'succeeded', 'abnormal', 'closed']),
      amount: fen,
      succeededAt: instant,
    })
    .nullable(),
});
