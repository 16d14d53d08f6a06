import { addDays, type CalendarDay, calendarDayOf, endOfDay, startOfDay } from '../shared/calendar-day';

/** WeChat's bills are days in Beijing, wherever the shop is. */
export const BILL_ZONE = 'Asia/Shanghai';

const HOUR_MS = 3_600_000;
const READY_AFTER_HOURS = 10;
const ALARM_AFTER_HOURS = 12;
const FIRST_RETRY_MS = 300_000;
const LONGEST_RETRY_MS = HOUR_MS;
const CATCH_UP_DAYS = 7;
/** So near to midnight the two sides may write different days. */
const MIDNIGHT_MS = 600_000;

const hoursAfter = (day: CalendarDay, hours: number): Date =>
  new Date(endOfDay(day, BILL_ZONE).getTime() + hours * HOUR_MS);

/** From when on a day's bill should be fetched: 10:00 of the next day (wechat.md A11). */
export const readyAt = (day: CalendarDay): Date => hoursAfter(day, READY_AFTER_HOURS);

/** When somebody must look if the day has no result. */
export const alarmAt = (day: CalendarDay): Date => hoursAfter(day, ALARM_AFTER_HOURS);

/** When to try again after so many failed attempts: 5 minutes, 10, … an hour. */
export function retryAt(at: Date, attempts: number): Date {
  const delay = Math.min(FIRST_RETRY_MS * 2 ** Math.min(Math.max(attempts - 1, 0), 10), LONGEST_RETRY_MS);
  return new Date(at.getTime() + delay);
}

/**
 * The days whose bills should have been fetched by now, oldest first: at most a week back, and not before the shop took its first
 * payment, because earlier bills belong to whatever it used before.
 */
export function dueDays(at: Date, firstPaymentAt: Date): CalendarDay[] {
  const today = calendarDayOf(at, BILL_ZONE);
  const first = calendarDayOf(firstPaymentAt, BILL_ZONE);
  return Array.from({ length: CATCH_UP_DAYS }, (_, index) => addDays(today, index - CATCH_UP_DAYS)).filter(
    (day) => day >= first && readyAt(day) <= at,
  );
}

/**
 * Which of our records a day's run looks for in the bill. The last minutes are left to the next day's run, because their line
 * may stand there; the last minutes of the day before are taken over when that day's bill is known.
 */
export function searchWindow(day: CalendarDay, isDayBeforeKnown: boolean): { from: Date; to: Date } {
  const start = startOfDay(day, BILL_ZONE).getTime();
  return {
    from: new Date(isDayBeforeKnown ? start - MIDNIGHT_MS : start),
    to: new Date(endOfDay(day, BILL_ZONE).getTime() - MIDNIGHT_MS),
  };
}

/** The first of the days without a gap before this one whose bills are known; the day itself when yesterday's is not. */
export function knownSince(day: CalendarDay, knownDays: ReadonlySet<string>): CalendarDay {
  let since = day;
  while (knownDays.has(addDays(since, -1))) since = addDays(since, -1);
  return since;
}
