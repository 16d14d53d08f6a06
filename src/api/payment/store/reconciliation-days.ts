import type { FinishedState } from '../../../domain/reconciliation/day-result';
import { finishedState } from '../../../domain/reconciliation/day-result';
import { retryAt } from '../../../domain/reconciliation/schedule';
import type { Trx } from '../../../platform/database/in-transaction';
import type { Queries } from '../../../platform/database/queries';
import { newRow, type StoredInstant } from '../../../platform/database/rows';

export interface DayRow {
  id: number;
  document_id: string;
  date: string;
  state: FinishedState | 'waiting' | 'running' | 'failed';
  /** Counts the runs; who writes under an older number has lost the day to a later runner. */
  run: number;
  /** The run whose result is shown; null while there is none. */
  result_run: number | null;
  attempts: number;
  open_count: number;
  has_statement: boolean | number | null;
  next_attempt_at: StoredInstant;
}

/** A runner that stays silent for so long is taken for dead. */
const LEASE_MS = 600_000;

/** Another runner has taken the day over, because this one was silent for too long. */
export class DayLostError extends Error {
  override readonly name = 'DayLostError';
}

/** Makes sure that the day has its row; due from `dueAt` on. */
export async function ensureDay(
  connection: Queries,
  { date, dueAt, at }: { date: string; dueAt: Date; at: Date },
): Promise<void> {
  await connection('reconciliations')
    .insert({ ...newRow(at), date, state: 'waiting', next_attempt_at: dueAt, ...NO_RESULT })
    .onConflict('date')
    .ignore();
}

const NO_RESULT = {
  run: 0,
  attempts: 0,
  matched_count: 0,
  difference_count: 0,
  open_count: 0,
  their_payment_count: 0,
  their_payment_amount: 0,
  their_refund_count: 0,
  their_refund_amount: 0,
  their_fee: 0,
  our_payment_count: 0,
  our_payment_amount: 0,
  our_refund_count: 0,
  our_refund_amount: 0,
};

/** Takes a day for one runner, also from one that has died; null when somebody is at it. */
export async function claimDay(
  connection: Queries,
  { date, operator, at }: { date: string; operator: string | null; at: Date },
): Promise<DayRow | null> {
  const claimed = await connection('reconciliations')
    .where({ date })
    .andWhere((query) => void query.whereNot('state', 'running').orWhere('next_attempt_at', '<=', at))
    .update({
      state: 'running',
      run: connection.raw('run + 1'),
      started_at: at,
      next_attempt_at: new Date(at.getTime() + LEASE_MS),
      operator,
      updated_at: at,
    });
  if (claimed === 0) return null;
  return (await connection('reconciliations').where({ date }).first<DayRow | undefined>()) ?? null;
}

/** Says that the runner is alive. @throws DayLostError */
export async function holdDay(connection: Queries, day: DayRow, at: Date): Promise<void> {
  const held = await mine(connection, day).update({ next_attempt_at: new Date(at.getTime() + LEASE_MS) });
  if (held === 0) throw new DayLostError(`the reconciliation of ${day.date} was taken over`);
}

const mine = (connection: Queries, { id, run }: DayRow) =>
  connection('reconciliations').where({ id, run, state: 'running' });

/** Keeps the result there was before, if any; a day without one is tried again later. */
export async function failDay(
  connection: Queries,
  day: DayRow,
  { error, at }: { error: string; at: Date },
): Promise<void> {
  const attempts = day.attempts + 1;
  await mine(connection, day).update({
    state: day.result_run === null ? 'failed' : resultOf(day),
    attempts,
    next_attempt_at: day.result_run === null ? retryAt(at, attempts) : null,
    last_error: error.slice(0, 250),
    updated_at: at,
  });
}

const resultOf = (day: DayRow): FinishedState =>
  finishedState({ openCount: day.open_count, hasStatement: Boolean(day.has_statement) });

export interface DayCounts {
  differenceCount: number;
  openCount: number;
}

/** Publishes a run's result. @throws DayLostError */
export async function finishDay(
  trx: Trx,
  day: DayRow,
  { counts, result, at }: { counts: DayCounts; result: Record<string, unknown>; at: Date },
): Promise<FinishedState> {
  const state = finishedState({ openCount: counts.openCount, hasStatement: result.has_statement === true });
  const finished = await mine(trx, day).update({
    ...result,
    state,
    difference_count: counts.differenceCount,
    open_count: counts.openCount,
    result_run: day.run,
    attempts: 0,
    next_attempt_at: null,
    last_error: null,
    finished_at: at,
    updated_at: at,
  });
  if (finished === 0) throw new DayLostError(`the reconciliation of ${day.date} was taken over`);
  return state;
}

/** Counts a finished day's open differences anew, after one of them was resolved. */
export async function recountDay(trx: Trx, date: string, at: Date): Promise<void> {
  const day = await trx('reconciliations').where({ date }).forUpdate().first<DayRow | undefined>();
  if (!day) return;
  const [row] = (await trx('reconciliation_differences').where({ date, state: 'open' }).count('* as open')) as {
    open: number | string;
  }[];
  const openCount = Number(row?.open ?? 0);
  const isFinished = day.result_run !== null && day.state !== 'running';
  await trx('reconciliations')
    .where({ id: day.id })
    .update({
      open_count: openCount,
      ...(isFinished ? { state: resultOf({ ...day, open_count: openCount }) } : {}),
      updated_at: at,
    });
}

/** Days of these that have a result. */
export async function knownDays(connection: Queries, dates: string[]): Promise<Set<string>> {
  const rows = (await connection('reconciliations')
    .whereIn('date', dates)
    .whereNotNull('result_run')
    .select('date')) as { date: string }[];
  return new Set(rows.map(({ date }) => date));
}
