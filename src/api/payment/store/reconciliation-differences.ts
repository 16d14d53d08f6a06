import { isSameDifference, type DifferenceFacts } from '../../../domain/reconciliation/difference';
import type { LineKind } from '../../../domain/reconciliation/types';
import type { Trx } from '../../../platform/database/in-transaction';
import { rowChunks } from '../../../platform/database/row-chunks';
import { newRow, toInteger } from '../../../platform/database/rows';
import type { DayCounts, DayRow } from './reconciliation-days';

export type Resolution = 'applied' | 'confirmed' | 'resent' | 'accepted' | 'vanished';

export interface FoundDifference extends DifferenceFacts {
  kind: LineKind;
  number: string;
  outTradeNo: string;
  orderNo: string | null;
}

export interface DifferenceRow {
  id: number;
  document_id: string;
  date: string;
  kind: LineKind;
  number: string;
  type: DifferenceFacts['type'];
  out_trade_no: string;
  out_refund_no: string | null;
  order_no: string | null;
  our_amount: number | null;
  their_amount: number | null;
  our_status: string | null;
  their_status: string | null;
  state: 'open' | 'resolved';
  resolution: Resolution | null;
  last_answer: string | null;
}

const FACTS = [
  ...['type', 'out_trade_no', 'out_refund_no', 'order_no', 'our_amount', 'their_amount', 'our_status', 'their_status'],
  ...['run', 'state', 'resolution', 'resolved_by', 'resolved_at', 'note', 'last_answer', 'updated_at'],
];
const REOPENED = {
  state: 'open',
  resolution: null,
  resolved_by: null,
  resolved_at: null,
  note: null,
  last_answer: null,
};

/** Writes what a run found. A difference that was resolved and is the same again keeps its resolution. */
export async function keepDifferences(
  trx: Trx,
  day: DayRow,
  { found, at }: { found: FoundDifference[]; at: Date },
): Promise<void> {
  if (found.length === 0) return;
  const known = new Map((await rowsOf(trx, day, found)).map((row) => [`${row.kind}:${row.number}`, row] as const));
  const rows = found.map((difference) => {
    const before = known.get(`${difference.kind}:${difference.number}`);
    const isSame = before && before.resolution !== 'vanished' && isSameDifference(factsOf(before), difference);
    return { ...(isSame ? resolutionOf(before) : REOPENED), ...columnsOf(day, difference, at) };
  });
  for (const chunk of rowChunks(rows)) {
    await trx('reconciliation_differences').insert(chunk).onConflict(['date', 'kind', 'number']).merge(FACTS);
  }
}

const rowsOf = (trx: Trx, { date }: DayRow, found: FoundDifference[]): Promise<DifferenceRow[]> =>
  trx('reconciliation_differences')
    .where({ date })
    .whereIn(
      'number',
      found.map(({ number }) => number),
    )
    .forUpdate()
    .select<DifferenceRow[]>();

const factsOf = (row: DifferenceRow): DifferenceFacts => ({
  type: row.type,
  ourAmount: row.our_amount,
  theirAmount: row.their_amount,
  ourStatus: row.our_status,
  theirStatus: row.their_status,
});

function resolutionOf(row: DifferenceRow): Record<string, unknown> {
  const values = row as unknown as Record<string, unknown>;
  return Object.fromEntries(Object.keys(REOPENED).map((column) => [column, values[column]]));
}

const columnsOf = (day: DayRow, difference: FoundDifference, at: Date) => ({
  ...newRow(at),
  reconciliation_id: day.id,
  date: day.date,
  run: day.run,
  kind: difference.kind,
  number: difference.number,
  type: difference.type,
  out_trade_no: difference.outTradeNo,
  out_refund_no: difference.kind === 'refund' ? difference.number : null,
  order_no: difference.orderNo,
  our_amount: difference.ourAmount,
  their_amount: difference.theirAmount,
  our_status: difference.ourStatus,
  their_status: difference.theirStatus,
});

/** Ends the open differences that this run did not find any more. */
export async function endVanished(trx: Trx, day: DayRow, at: Date): Promise<void> {
  await trx('reconciliation_differences')
    .where({ date: day.date, state: 'open' })
    .whereNot('run', day.run)
    .update({ state: 'resolved', resolution: 'vanished', resolved_by: 'system', resolved_at: at, updated_at: at });
}

/** All differences the day ever had, and those still open. */
export async function countDifferences(trx: Trx, date: string): Promise<DayCounts> {
  const rows = (await trx('reconciliation_differences')
    .where({ date })
    .groupBy('state')
    .select('state')
    .count('* as rows')) as { state: string; rows: unknown }[];
  const counts = rows.map(({ state, rows: count }) => ({ state, count: toInteger(count) }));
  return {
    differenceCount: counts.reduce((total, { count }) => total + count, 0),
    openCount: counts.find(({ state }) => state === 'open')?.count ?? 0,
  };
}
