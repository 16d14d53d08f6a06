import { z } from 'zod';
import { cursorQuery } from '../../platform/http/cursor';
import { pictureAddress } from '../../platform/http/picture-address';
import { documentId, orderNo, quantity } from './requests';

const LARGEST_FEN = 2_147_483_647;

export const afterSaleParams = z.object({ afterSaleNo: orderNo });

export const afterSaleStatus = z.enum(['pending', 'approved', 'rejected', 'cancelled', 'awaiting_return', 'returned']);

/** Without items it is about an order that has none, such as scan-to-pay. */
export const openAfterSaleBody = z.strictObject({
  type: z.enum(['refund_only', 'return_refund']),
  items: z.array(z.strictObject({ skuId: documentId, quantity })).max(50),
  amount: z.number().int().min(1).max(LARGEST_FEN).optional(),
  reason: z.string().trim().min(1).max(200),
  images: z.array(pictureAddress).max(9).optional(),
});

export const afterSaleListQuery = cursorQuery.extend({ status: afterSaleStatus.optional() });

export const returnShipmentBody = z.strictObject({
  carrier: z.string().trim().min(1).max(50),
  trackingNo: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{4,40}$/, 'not a tracking number'),
});

export const staffNote = z.string().trim().max(200);

export const merchantDecisionBody = z.strictObject({ reason: staffNote.optional() });

export type OpenAfterSaleBody = z.infer<typeof openAfterSaleBody>;
export type ReturnShipmentBody = z.infer<typeof returnShipmentBody>;
export type MerchantDecisionBody = z.infer<typeof merchantDecisionBody>;
