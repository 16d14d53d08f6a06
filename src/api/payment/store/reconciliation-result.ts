import { compareSides } from '../../../domain/reconciliation/compare-sides';
import { checkFundFlow, type FundCheck } from '../../../domain/reconciliation/day-result';
import type { FundFlowTotals } from '../../../domain/reconciliation/fund-flow-bill';
import { BILL_ZONE, knownSince, searchWindow } from '../../../domain/reconciliation/schedule';
import type { LineKind } from '../../../domain/reconciliation/types';
import { addDays, calendarDay, startOfDay } from '../../../domain/shared/calendar-day';
import { fen } from '../../../domain/shared/fen';
import type { Trx } from '../../../platform/database/in-transaction';
import type { StagedBill } from './reconciliation-bill';
import { type DayRow, knownDays } from './reconciliation-days';
import { type FoundDifference, keepDifferences } from './reconciliation-differences';
import { type LineSums, sumLines, UNMATCHED, type UnmatchedLine, unmatchedLines } from './reconciliation-lines';
import { type RecordWithoutLine, recordsWithoutLine } from './reconciliation-search';

const BATCH = 500;
const LOOK_BACK_DAYS = 40;

/** Makes a difference of every staged line that does not match. */
export async function keepUnmatchedLines(trx: Trx, day: DayRow, at: Date): Promise<void> {
  for (const result of UNMATCHED) {
    for (let after = 0; ;) {
      const lines = await unmatchedLines(trx, day, { result, after, limit: BATCH });
      await keepDifferences(trx, day, { found: lines.flatMap(differenceOf), at });
      after = lines.at(-1)?.id ?? 0;
      if (lines.length < BATCH) break;
    }
  }
}

function differenceOf(line: UnmatchedLine): FoundDifference[] {
  const ours =
    line.our_amount === null || line.our_status === null
      ? null
      : { amount: fen(line.our_amount), status: line.our_status };
  const type = compareSides(line.kind, ours, { amount: fen(line.amount), status: line.bill_status });
  if (type === 'matched') return [];
  return [
    {
      kind: line.kind,
      number: line.number,
      outTradeNo: line.out_trade_no,
      orderNo: line.order_no,
      type,
      ourAmount: line.our_amount,
      theirAmount: line.amount,
      ourStatus: line.our_status,
      theirStatus: line.bill_status,
    },
  ];
}

type Sum = Record<LineKind, { count: number; amount: number }>;

/** Makes a difference of every record of ours that no bill shows. @returns what these records add up to */
export async function keepRecordsWithoutLine(trx: Trx, day: DayRow, at: Date): Promise<Sum> {
  const sum: Sum = { payment: { count: 0, amount: 0 }, refund: { count: 0, amount: 0 } };
  const window = await windowOf(trx, day);
  for (const kind of ['payment', 'refund'] as const) {
    for (let after = 0; ;) {
      const records = await recordsWithoutLine(trx, day, { kind, ...window, after, limit: BATCH });
      await keepDifferences(trx, day, { found: records.map((record) => missingThere(kind, record)), at });
      for (const { amount } of records) {
        sum[kind].count += 1;
        sum[kind].amount += amount;
      }
      after = records.at(-1)?.id ?? 0;
      if (records.length < BATCH) break;
    }
  }
  return sum;
}

async function windowOf(trx: Trx, { date }: DayRow): Promise<{ from: Date; to: Date; knownFrom: Date }> {
  const day = calendarDay(date);
  const earlier = Array.from({ length: LOOK_BACK_DAYS }, (_, index) => addDays(day, -1 - index));
  const since = knownSince(day, await knownDays(trx, earlier));
  return { ...searchWindow(day, since < day), knownFrom: startOfDay(since, BILL_ZONE) };
}

const missingThere = (kind: LineKind, record: RecordWithoutLine): FoundDifference => ({
  kind,
  number: record.number,
  outTradeNo: record.out_trade_no,
  orderNo: record.order_no,
  type: 'missing_there',
  ourAmount: record.amount,
  theirAmount: null,
  ourStatus: record.state,
  theirStatus: null,
});

/** The columns of a day's result. */
export async function resultOf(
  trx: Trx,
  day: DayRow,
  { trade, funds, missing }: { trade: StagedBill | null; funds: FundFlowTotals | null; missing: Sum },
): Promise<Record<string, unknown> & { fund_check: FundCheck }> {
  const sums = await sumLines(trx, day);
  const { their } = sums;
  return {
    has_statement: trade !== null,
    hash: trade?.hash ?? null,
    matched_count: sums.matched,
    their_payment_count: their.payment.count,
    their_payment_amount: their.payment.amount,
    their_refund_count: their.refund.count,
    their_refund_amount: their.refund.amount,
    their_fee: trade?.fee ?? 0,
    ...ourSide(sums, missing),
    fund_check: checkFundFlow(funds, { payments: their.payment.amount, refunds: their.refund.amount }),
    fund_income: funds?.income ?? null,
    fund_expense: funds?.expense ?? null,
    fund_fees: funds?.fees ?? null,
    closing_balance: funds?.closingBalance ?? null,
  };
}

const ourSide = ({ our }: LineSums, missing: Sum) => ({
  our_payment_count: our.payment.count + missing.payment.count,
  our_payment_amount: our.payment.amount + missing.payment.amount,
  our_refund_count: our.refund.count + missing.refund.count,
  our_refund_amount: our.refund.amount + missing.refund.amount,
});
