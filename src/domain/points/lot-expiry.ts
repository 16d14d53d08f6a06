import { addDays, calendarDayOf, endOfDay } from '../shared/calendar-day';

/** So many days ahead users see and are told what will end (domain.md 6). */
export const REMINDER_DAYS = 7;

/**
 * When points awarded now end (domain.md 6): with the last moment of the day `validDays` days later in the shop's zone,
 * so a lot is never valid for less than it promises. The instant returned is exclusive.
 *
 * @param validDays 0: never
 */
export function lotExpiry(awardedAt: Date, validDays: number, timeZone: string): Date | null {
  if (validDays === 0) return null;
  return endOfDay(addDays(calendarDayOf(awardedAt, timeZone), validDays), timeZone);
}
