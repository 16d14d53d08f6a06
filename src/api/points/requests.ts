import { z } from 'zod';
import { cursorQuery } from '../../platform/http/cursor';
import { shopDay } from '../../platform/http/shop-day';

export const scenes = [
  'payment',
  'order_completed',
  'check_in',
  'review',
  'register',
  'bind_phone',
  'invite',
  'birthday',
  'manual',
] as const;

export const recordTypes = [
  'award',
  'deduct',
  'redeem',
  'refund_return',
  'clawback',
  'expire',
  'adjust',
  'freeze',
  'unfreeze',
] as const;

export const recordsQuery = cursorQuery.extend({ type: z.enum(recordTypes).optional() });

export const statisticsQuery = z.object({
  from: shopDay.optional().describe('First day in the shop’s time zone; 30 days ending with `to` when absent'),
  to: shopDay.optional().describe('Last day, included; today when absent'),
});

export type RecordsQuery = z.infer<typeof recordsQuery>;
export type StatisticsQuery = z.infer<typeof statisticsQuery>;

const sums = { earned: z.int(), spent: z.int(), change: z.int() };

export const accountResponse = z.object({
  available: z.int(),
  frozen: z.int(),
  total: z.int(),
  used: z.int(),
  expired: z.int(),
  debt: z.int(),
  expiringSoon: z.object({ points: z.int(), before: z.iso.datetime() }),
});

export const recordResponse = z.object({
  documentId: z.string(),
  type: z.enum(recordTypes),
  change: z.int().describe('Signed; 0 for freeze and unfreeze'),
  balanceAfter: z.int(),
  source: z.string(),
  orderNo: z.string().nullable(),
  description: z.string().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});

export const statisticsResponse = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  ...sums,
  byType: z.array(z.object({ type: z.enum(recordTypes), count: z.int(), ...sums })),
  byDay: z.array(z.object({ date: z.iso.date(), count: z.int(), ...sums })),
});
