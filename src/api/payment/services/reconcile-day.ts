import type { Core } from '@strapi/strapi';
import type { FinishedState, FundCheck } from '../../../domain/reconciliation/day-result';
import { readyAt } from '../../../domain/reconciliation/schedule';
import { calendarDay } from '../../../domain/shared/calendar-day';
import { WechatPayError } from '../../../gateways/wechat-pay/port';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { readFundFlow, stageTradeBill } from '../store/reconciliation-bill';
import { claimDay, DayLostError, type DayRow, ensureDay, failDay, finishDay } from '../store/reconciliation-days';
import { countDifferences, endVanished } from '../store/reconciliation-differences';
import { forgetEarlierLines, forgetOwnLines } from '../store/reconciliation-lines';
import { keepRecordsWithoutLine, keepUnmatchedLines, resultOf } from '../store/reconciliation-result';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.reconcile-day': ReconcileDay;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    /** Somebody must look at this day: it has open differences, or no result when it should have one. */
    'reconciliation.differences': { date: string; state: string; openCount: number };
  }
}

export type Reconciled =
  | { kind: 'finished'; state: FinishedState; openCount: number; fundCheck: FundCheck }
  /** Somebody else is at it. */
  | { kind: 'busy' }
  /** The bill was not to be had or not to be believed; what was known before still stands. */
  | { kind: 'failed'; error: unknown };

export interface ReconcileDay {
  /**
   * Holds WeChat's bills of a day in Beijing against our payments and refunds (domain.md 5). Running it again gives the same
   * result and keeps what staff have resolved.
   * @param request.operator who asked for it; left out when the schedule did
   * @throws RangeError for a date that is none
   */
  (request: { date: string; operator?: string }): Promise<Reconciled>;
}

type Finished = Extract<Reconciled, { kind: 'finished' }>;

export default ({ strapi }: { strapi: Core.Strapi }): ReconcileDay =>
  async ({ date, operator = null }) => {
    const { connection } = strapi.db;
    const at = now(strapi);
    await ensureDay(connection, { date, dueAt: readyAt(calendarDay(date)), at });
    const day = await claimDay(connection, { date, operator, at });
    if (!day) return { kind: 'busy' };
    try {
      const finished = await run(strapi, day);
      if (isAlarming(finished)) alert(strapi, date, finished);
      return finished;
    } catch (error) {
      return await giveUp(strapi, day, error);
    }
  };

async function run(strapi: Core.Strapi, day: DayRow): Promise<Finished> {
  const { connection } = strapi.db;
  // What runs that were killed have left behind; the last result stands until there is a new one.
  await forgetEarlierLines(connection, day, day.result_run);
  const trade = await stageTradeBill(strapi, day);
  const funds = await readFundFlow(strapi, day);
  const finished = await inTransaction(strapi, async (trx): Promise<Finished> => {
    const at = now(strapi);
    await keepUnmatchedLines(trx, day, at);
    const missing = await keepRecordsWithoutLine(trx, day, at);
    await endVanished(trx, day, at);
    const counts = await countDifferences(trx, day.date);
    const result = await resultOf(trx, day, { trade, funds, missing });
    const state = await finishDay(trx, day, { counts, result, at });
    const { openCount } = counts;
    const outcome: Finished = { kind: 'finished', state, openCount, fundCheck: result.fund_check };
    if (isAlarming(outcome)) {
      const payload = { date: day.date, state, openCount };
      await appendEvent(strapi, trx, { name: 'reconciliation.differences', aggregateId: day.date, payload, at });
    }
    return outcome;
  });
  await forgetEarlierLines(connection, day, null);
  return finished;
}

const isAlarming = ({ openCount, fundCheck }: Finished): boolean => openCount > 0 || fundCheck !== 'agrees';

function alert(strapi: Core.Strapi, date: string, { state, openCount, fundCheck }: Finished): void {
  const about = { category: 'audit', date, state, openCount, fundCheck };
  strapi.log.error('WeChat’s books and ours differ', about);
}

async function giveUp(strapi: Core.Strapi, day: DayRow, error: unknown): Promise<Reconciled> {
  const { connection } = strapi.db;
  if (error instanceof DayLostError) return { kind: 'busy' };
  const text = error instanceof WechatPayError ? `${error.wechatCode ?? error.kind}: ${error.message}` : String(error);
  strapi.log.warn('a day could not be reconciled yet', { category: 'business', date: day.date, error: text });
  await failDay(connection, day, { error: text, at: now(strapi) });
  await forgetOwnLines(connection, day);
  return { kind: 'failed', error };
}
