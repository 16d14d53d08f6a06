import { z } from 'zod';
import { delivery, documentId, quantity } from './requests';

export const redemptionBody = z.strictObject({
  pointsGoodId: documentId,
  quantity,
  delivery: delivery.optional().describe('Left out for virtual goods'),
  expectedPoints: z.number().int().min(0).optional().describe('What the user agreed to; refused with 1004 otherwise'),
  expectedPayAmount: z.number().int().min(0).optional(),
  remark: z.string().trim().max(200).optional(),
});

export type RedemptionBody = z.infer<typeof redemptionBody>;
