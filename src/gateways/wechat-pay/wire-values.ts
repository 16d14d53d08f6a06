import { z } from 'zod';

// WeChat leaves optional fields out, sends null or sends '' depending on the endpoint; all three mean absent.
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => value || null);
export const optionalTime = optionalText.transform((value, context) => {
  if (value === null) return null;
  const time = new Date(value);
  if (!Number.isNaN(time.getTime())) return time;
  context.addIssue({ code: 'custom', message: 'not an RFC 3339 time' });
  return z.NEVER;
});
export const fenAmount = z.int().nonnegative();
export const optionalFen = fenAmount.nullish().transform((value) => value ?? null);
export const requiredText = z.string().min(1);

/** One of the known values; what WeChat has added since is `UNKNOWN`, which no decision may take for success or end. */
export const known = <const Values extends readonly string[]>(values: Values) =>
  z.string().transform((value): Values[number] | 'UNKNOWN' => values.find((entry) => entry === value) ?? 'UNKNOWN');
