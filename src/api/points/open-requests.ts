import { z } from 'zod';

const MOST_POINTS = 1_000_000;

/** A member as other servers name one: exactly one of the three. */
const member = {
  userId: z
    .string()
    .regex(/^[a-z0-9]{1,32}$/, 'not an id')
    .optional(),
  openid: z.string().min(1).max(64).optional(),
  phone: z
    .string()
    .regex(/^(\+\d{1,4})?\d{5,20}$/, 'not a phone number')
    // Numbers of the mainland are kept without their country code.
    .transform((text) => text.replace(/^\+86/, ''))
    .optional(),
};

const deed = {
  ...member,
  points: z.number().int().min(1).max(MOST_POINTS),
  reason: z.string().trim().min(1).max(100).describe('Shown to the member'),
  idempotencyKey: z
    .string()
    .regex(/^[\x20-\x7e]{1,64}$/, '1–64 printable ASCII characters')
    .describe('Of the calling app, for good: the same deed is done once'),
};

const namesOne = ({ userId, openid, phone }: { userId?: string; openid?: string; phone?: string }): boolean =>
  [userId, openid, phone].filter((name) => name !== undefined).length === 1;
const ONE_NAME = 'exactly one of userId, openid and phone is needed';

export const grantBody = z
  .strictObject({
    ...deed,
    validDays: z.number().int().min(0).max(3_650).default(365).describe('Days until the points end; 0: never'),
  })
  .refine(namesOne, ONE_NAME);
export const deductBody = z.strictObject(deed).refine(namesOne, ONE_NAME);
export const openUserParams = z.object({ id: member.userId.unwrap() });

export const openDeedResponse = z.object({
  recordId: z.string().describe('documentId of the entry in the ledger'),
  userId: z.string(),
  change: z.int().describe('Signed points'),
  balanceAfter: z.int().describe('What the member owned right after it; frozen points included, debt taken off'),
});

export type GrantBody = z.infer<typeof grantBody>;
export type DeductBody = z.infer<typeof deductBody>;
