import { type CalendarDay, calendarDay, calendarDayOf, daysBetween } from '../shared/calendar-day';

/** Any Monday. */
const A_MONDAY = calendarDay('2024-01-01');

const weekOf = (day: CalendarDay): number => Math.floor(daysBetween(A_MONDAY, day) / 7);

export interface LookBack {
  /** Everything of before is in settlements, as far as the last run knew; null: no run has found out yet. */
  takenUntil: Date | null;
  /** What the marker will be after this run if nothing has to wait. */
  next: Date;
  timeZone: string;
}

/**
 * How far back a run has to look for money that is in no settlement yet: to where the last ones have taken everything. The first run
 * of a week looks through everything, in case something was lost, and so does one whose clock was ahead before.
 * @returns null to look through everything
 */
export function lookBackTo({ takenUntil, next, timeZone }: LookBack): Date | null {
  if (takenUntil === null || takenUntil > next) return null;
  const week = (instant: Date) => weekOf(calendarDayOf(instant, timeZone));
  return week(takenUntil) === week(next) ? takenUntil : null;
}
