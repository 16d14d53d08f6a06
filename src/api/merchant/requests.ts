import { z } from 'zod';

export const codeParams = z.object({ code: z.string().regex(/^[0-9A-Za-z_-]{6,32}$/, 'not a payment code') });
export const payCodeBody = z.strictObject({
  amount: z.number().int().min(1).max(100_000_000).optional(),
  pointsToUse: z.number().int().min(0).max(100_000_000).optional(),
});
export type PayCodeBody = z.infer<typeof payCodeBody>;
