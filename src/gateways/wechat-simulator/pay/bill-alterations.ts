import { z } from 'zod';
import { beijingMidnight } from '../beijing-time';

const amountFen = z.int().min(0);
const bill = z.enum(['both', 'trade', 'fund-flow']).default('both');
/** `out_trade_no` of a payment line, `out_refund_no` of a refund line. */
const number = z.string().min(1);

/**
 * One lie of a day's bills. The books stay as they are, so that a test can look for the difference:
 * - `omit` a line, change its `amount` or (trade bill only) its `status`;
 * - `add` a line of a payment or refund that never was;
 * - `synthetic`: `count` payments numbered `<prefix>00000000` onwards (transactions `4200000000<YYYYMMDD>0000000000`
 *   onwards), written when the bill is read and never kept.
 */
export const billAlteration = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('omit'), bill, number }),
  z.strictObject({ change: z.literal('amount'), bill, number, amountFen }),
  z.strictObject({ change: z.literal('status'), number, status: z.string().min(1) }),
  z.strictObject({
    change: z.literal('add'),
    bill,
    kind: z.enum(['payment', 'refund']),
    outTradeNo: number,
    /** For a refund. */
    outRefundNo: z.string().default(''),
    transactionId: z.string().default('4200000000000000000000000000'),
    amountFen,
  }),
  z.strictObject({
    change: z.literal('synthetic'),
    bill,
    count: z.int().min(1).max(10_000_000),
    prefix: z
      .string()
      .regex(/^[0-9A-Za-z_-]{1,20}$/)
      .default('SYNTHETIC'),
    amountFen: z.int().min(1).default(100),
  }),
]);

export type BillAlteration = z.infer<typeof billAlteration>;
export type BillAlterationRequest = z.input<typeof billAlteration>;

/** A payment or refund that stands in a bill only. */
export interface StrangeEntry {
  kind: 'payment' | 'refund';
  at: number;
  outTradeNo: string;
  outRefundNo: string;
  transactionId: string;
  amountFen: number;
  /** Entries of one series differ in their numbers only. */
  series: BillAlteration;
}

const NOON_MS = 12 * 3_600_000;
const SYNTHETIC_DIGITS = 8;

/** The alterations of a day that concern this one of its two bills. */
export function alterationsOf(
  alterations: Record<string, BillAlteration[]>,
  day: string,
  which: 'trade' | 'fund-flow',
): BillAlteration[] {
  return (alterations[day] ?? []).filter((alteration) =>
    alteration.change === 'status' ? which === 'trade' : alteration.bill === 'both' || alteration.bill === which,
  );
}

/** A line as the alterations want it, or null when they drop it. */
export function alteredLine<Line>(
  line: Line,
  alterations: readonly BillAlteration[],
  access: {
    number: (line: Line) => string;
    withAmount: (line: Line, amountFen: number) => Line;
    withStatus: (line: Line, status: string) => Line;
  },
): Line | null {
  let result = line;
  for (const alteration of alterations) {
    if (!('number' in alteration) || alteration.number !== access.number(line)) continue;
    if (alteration.change === 'omit') return null;
    if (alteration.change === 'amount') result = access.withAmount(result, alteration.amountFen);
    else result = access.withStatus(result, alteration.status);
  }
  return result;
}

/** The lines that alterations add, made one by one: there may be millions. */
export function* strangeEntries(alterations: readonly BillAlteration[], day: string): Generator<StrangeEntry> {
  const at = (beijingMidnight(day) ?? 0) + NOON_MS;
  const days = day.replaceAll('-', '');
  for (const alteration of alterations) {
    if (alteration.change === 'add') yield { ...alteration, at, series: alteration };
    if (alteration.change !== 'synthetic') continue;
    const { count, prefix, amountFen } = alteration;
    for (let index = 0; index < count; index += 1) {
      const outTradeNo = prefix + String(index).padStart(SYNTHETIC_DIGITS, '0');
      const transactionId = `4200000000${days}${String(index).padStart(10, '0')}`;
      yield { kind: 'payment', at, outTradeNo, outRefundNo: '', transactionId, amountFen, series: alteration };
    }
  }
}
