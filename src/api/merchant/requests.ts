import { z } from 'zod';
import { cursorQuery } from '../../platform/http/cursor';

export const codeParams = z.object({ code: z.string().regex(/^[0-9A-Za-z_-]{6,32}$/, 'not a payment code') });
export const payCodeBody = z.strictObject({
  amount: z.number().int().min(1).max(100_000_000).optional(),
  pointsToUse: z.number().int().min(0).max(100_000_000).optional(),
});
export const settlementsQuery = cursorQuery.extend({
  status: z.enum(['pending', 'settled']).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type SettlementsQuery = z.infer<typeof settlementsQuery>;
export type PayCodeBody = z.infer<typeof payCodeBody>;
