import type { CalendarDay } from '../shared/calendar-day';
import { daysBetween } from '../shared/calendar-day';
import type { Refusal } from '../shared/refusal';
import { refuse } from '../shared/refusal';
import type { Result } from '../shared/result';
import { err, ok } from '../shared/result';

/** `bonusPoints` come on top of the base on every `cycleDays`-th day of a streak. */
export interface CheckInRule {
  readonly basePoints: number;
  readonly bonusPoints: number;
  readonly cycleDays: number;
}

export interface LastCheckIn {
  readonly day: CalendarDay;
  readonly streak: number;
}

export interface CheckInAward {
  readonly day: CalendarDay;
  readonly streak: number;
  readonly basePoints: number;
  readonly bonusPoints: number;
}

/** What checking in today earns: yesterday's streak goes on, any gap starts a new one; 1302 the second time a day. */
export function checkIn(
  today: CalendarDay,
  last: LastCheckIn | null,
  rule: CheckInRule,
): Result<CheckInAward, Refusal<'AlreadyCheckedInError'>> {
  const gapDays = last === null ? Infinity : daysBetween(last.day, today);
  if (gapDays <= 0) return err(refuse('AlreadyCheckedInError', { date: today }));
  const streak = last !== null && gapDays === 1 ? last.streak + 1 : 1;
  const isBonusDay = rule.cycleDays > 0 && streak % rule.cycleDays === 0;
  return ok({ day: today, streak, basePoints: rule.basePoints, bonusPoints: isBonusDay ? rule.bonusPoints : 0 });
}

/** The streak to show on a day: it lives until the end of the day after the last check-in. */
export function currentStreak(today: CalendarDay, last: LastCheckIn | null): number {
  return last !== null && daysBetween(last.day, today) <= 1 ? last.streak : 0;
}
