import type { Core } from '@strapi/strapi';
import { agreeingStates } from '../../../domain/reconciliation/compare-sides';
import type { LineKind, TradeLine } from '../../../domain/reconciliation/types';
import type { Queries } from '../../../platform/database/queries';
import { createRowId, toInteger } from '../../../platform/database/rows';
import type { DayRow } from './reconciliation-days';

const COLUMNS = [
  ...['document_id', 'created_at', 'updated_at', 'published_at', 'date', 'run', 'kind', 'number', 'out_trade_no'],
  ...['wechat_no', 'amount', 'bill_status', 'traded_at', 'fee_milli_fen', 'our_amount', 'our_status', 'result'],
];

const agreeing = agreeingStates.map(() => '?').join(', ');

/** The rule of `compareSides`, said to the database so that a million lines are compared where our records are. */
const RESULT = `case
  when coalesce(p.id, r.id) is null then 'missing_here'
  when coalesce(p.amount, r.amount) <> l.amount then 'amount_differs'
  when l.kind || ':' || l.bill_status || ':' || coalesce(p.state, r.state) in (${agreeing}) then 'matched'
  else 'status_differs' end`;

const select = (instant: string, source: string): string => `
  insert into reconciliation_lines (${COLUMNS.join(', ')})
  select l.document_id, ${instant}, ${instant}, ${instant}, ?, ?, l.kind, l.number, l.out_trade_no, l.wechat_no, l.amount,
    l.bill_status, l.traded_at, l.fee, coalesce(p.amount, r.amount), coalesce(p.state, r.state), ${RESULT}
  from ${source}
  left join payments p on l.kind = 'payment' and p.out_trade_no = l.number and p.method = 'wechat'
  left join refunds r on l.kind = 'refund' and r.out_refund_no = l.number`;

const POSTGRES = select(
  '?::timestamp',
  `json_to_recordset(?::json) as l(document_id text, kind text, number text, out_trade_no text, wechat_no text, amount int,
     bill_status text, traded_at timestamp, fee bigint)`,
);

const SQLITE_FIELDS = [
  ...['document_id', 'kind', 'number', 'out_trade_no', 'wechat_no', 'amount', 'bill_status', 'traded_at', 'fee'],
];
const SQLITE = select(
  '?',
  `(select ${SQLITE_FIELDS.map((name) => `value ->> '${name}' as ${name}`).join(', ')} from json_each(?)) l`,
);

/** Stages lines of a run, each compared with our record in the same statement. One parameter carries them all. */
export async function stageLines(
  strapi: Core.Strapi,
  day: DayRow,
  { lines, at }: { lines: readonly TradeLine[]; at: Date },
): Promise<void> {
  if (lines.length === 0) return;
  const isPostgres = strapi.db.dialect.client === 'postgres';
  const rows = lines.map((line) => ({
    document_id: createRowId(),
    kind: line.kind,
    number: line.number,
    out_trade_no: line.outTradeNo,
    wechat_no: line.refundId ?? line.transactionId,
    amount: line.amount,
    bill_status: line.status,
    traded_at: isPostgres ? line.time.toISOString() : line.time.getTime(),
    fee: line.feeMilliFen,
  }));
  const bindings = [at, at, at, day.date, day.run, ...agreeingStates, JSON.stringify(rows)];
  await strapi.db.connection.raw(isPostgres ? POSTGRES : SQLITE, bindings as never);
}

/** From so many lines on, a plan made without knowing of them may take hours. */
const MANY_LINES = 1_000;

/** Lets the database count what was staged before the comparison is planned; its own statistics come minutes later. */
export async function countForPlanner(strapi: Core.Strapi, lineCount: number): Promise<void> {
  if (lineCount < MANY_LINES || strapi.db.dialect.client !== 'postgres') return;
  await strapi.db.connection.raw('analyze reconciliation_lines');
}

export interface UnmatchedLine {
  id: number;
  kind: LineKind;
  number: string;
  out_trade_no: string;
  amount: number;
  bill_status: string;
  our_amount: number | null;
  our_status: string | null;
  order_no: string | null;
}

export const UNMATCHED = ['missing_here', 'amount_differs', 'status_differs'] as const;

/** Lines of a run with this result, in batches that follow one another. */
export async function unmatchedLines(
  connection: Queries,
  day: DayRow,
  { result, after, limit }: { result: (typeof UNMATCHED)[number]; after: number; limit: number },
): Promise<UnmatchedLine[]> {
  return (await connection('reconciliation_lines as l')
    .leftJoin('payments as p', 'p.out_trade_no', 'l.out_trade_no')
    .where({ 'l.date': day.date, 'l.run': day.run, 'l.result': result })
    .andWhere('l.id', '>', after)
    .orderBy('l.id')
    .limit(limit)
    .select('l.*', 'p.order_no')) as UnmatchedLine[];
}

export interface LineSums {
  matched: number;
  their: Record<LineKind, { count: number; amount: number }>;
  our: Record<LineKind, { count: number; amount: number }>;
}

/**
 * What the lines of a run add up to, in the database because a day may exceed 32 bits. Ours are the records that stand behind a
 * line with a state that counts as money moved; with those the bill lacks they make our side of the day.
 */
export async function sumLines(connection: Queries, day: DayRow): Promise<LineSums> {
  const rows = (await connection('reconciliation_lines')
    .where({ date: day.date, run: day.run })
    .groupBy('kind', 'result')
    .select('kind', 'result')
    .select(connection.raw('count(*) as lines, sum(amount) as theirs, sum(our_amount) as ours'))) as {
    kind: LineKind;
    result: string;
    lines: unknown;
    theirs: unknown;
    ours: unknown;
  }[];
  const nothing = () => ({ payment: { count: 0, amount: 0 }, refund: { count: 0, amount: 0 } });
  const sums: LineSums = { matched: 0, their: nothing(), our: nothing() };
  for (const { kind, result, lines, theirs, ours } of rows) {
    sums.their[kind].count += toInteger(lines);
    sums.their[kind].amount += toInteger(theirs);
    if (result === 'matched') sums.matched += toInteger(lines);
    if (result !== 'matched' && result !== 'amount_differs') continue;
    sums.our[kind].count += toInteger(lines);
    sums.our[kind].amount += toInteger(ours);
  }
  return sums;
}

/** Forgets what earlier runs staged, except the run whose result stands. Later runs are somebody else's. */
export async function forgetEarlierLines(
  connection: Queries,
  { date, run }: DayRow,
  keep: number | null,
): Promise<void> {
  await connection('reconciliation_lines')
    .where({ date })
    .andWhere('run', '<', run)
    .andWhere((query) => void (keep === null || query.whereNot('run', keep)))
    .delete();
}

/** Forgets what this run staged. */
export async function forgetOwnLines(connection: Queries, { date, run }: DayRow): Promise<void> {
  await connection('reconciliation_lines').where({ date, run }).delete();
}

/** Forgets the lines of days long past; WeChat gives their bills again for three months. */
export async function forgetOldLines(connection: Queries, before: string): Promise<number> {
  return connection('reconciliation_lines').where('date', '<', before).delete();
}
