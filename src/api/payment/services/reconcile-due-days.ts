import type { Core } from '@strapi/strapi';
import { alarmAt, dueDays, readyAt } from '../../../domain/reconciliation/schedule';
import { addDays, type CalendarDay } from '../../../domain/shared/calendar-day';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDate } from '../../../platform/database/rows';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { ensureDay } from '../store/reconciliation-days';
import { forgetOldLines } from '../store/reconciliation-lines';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.reconcile-due-days': ReconcileDueDays;
  }
}

export interface ReconcileDueDays {
  /** Reconciles what is due: yesterday after ten, days that failed, days missed while nothing ran; returns how many. */
  (): Promise<number>;
}

const WITHOUT_RESULT = ['waiting', 'running', 'failed'];
/** For looking a line up; days that are re-run fetch their bill again. */
const KEEP_LINES_DAYS = 31;

export default ({ strapi }: { strapi: Core.Strapi }): ReconcileDueDays =>
  async () => {
    const at = now(strapi);
    const first = await firstPaymentAt(strapi);
    const days = first ? dueDays(at, first) : [];
    for (const day of days) await ensureDay(strapi.db.connection, { date: day, dueAt: readyAt(day), at });
    const due = await dueAmong(strapi, days, at);
    for (const date of due) await getService(strapi, 'api::payment.reconcile-day')({ date });
    for (const day of days) if (alarmAt(day) <= at) await alertOnce(strapi, day, at);
    const yesterday = days.at(-1);
    if (due.length > 0 && yesterday) await forgetOldLines(strapi.db.connection, addDays(yesterday, -KEEP_LINES_DAYS));
    return due.length;
  };

async function firstPaymentAt(strapi: Core.Strapi): Promise<Date | null> {
  const row = (await strapi.db.connection('payments').orderBy('id').first('created_at')) as
    { created_at: StoredInstant } | undefined;
  return row ? toDate(row.created_at) : null;
}

/** A day whose runner died is due again when its lease is over. */
async function dueAmong(strapi: Core.Strapi, days: CalendarDay[], at: Date): Promise<string[]> {
  const rows = (await strapi.db
    .connection('reconciliations')
    .whereIn('date', days)
    .whereIn('state', WITHOUT_RESULT)
    .andWhere('next_attempt_at', '<=', at)
    .orderBy('date')
    .select('date')) as { date: string }[];
  return rows.map(({ date }) => date);
}

/** A day without a result at noon needs a person; said once. */
async function alertOnce(strapi: Core.Strapi, date: CalendarDay, at: Date): Promise<void> {
  const isNew = await inTransaction(strapi, async (trx) => {
    const alerted = await trx('reconciliations')
      .where({ date })
      .whereIn('state', WITHOUT_RESULT)
      .whereNull('result_run')
      .whereNull('alerted_at')
      .update({ alerted_at: at });
    if (alerted === 0) return false;
    const payload = { date, state: 'failed', openCount: 0 };
    await appendEvent(strapi, trx, { name: 'reconciliation.differences', aggregateId: date, payload, at });
    return true;
  });
  if (isNew) strapi.log.error('a day has no reconciliation at noon', { category: 'audit', date });
}
