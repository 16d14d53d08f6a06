import { addYears, type CalendarDay } from '../shared/calendar-day';
import { type Refusal, refuse } from '../shared/refusal';
import { err, ok, type Result } from '../shared/result';

export interface Birthday {
  /** The day of birth, with its year. */
  readonly birthday: CalendarDay;
  readonly today: CalendarDay;
  /** The last birthday that was celebrated; null: none yet. */
  readonly lastGiftOn: CalendarDay | null;
}

/**
 * The next day with a gift: the first birthday from today on that is at least a year after the last one. So a birthday
 * that was moved brings no second gift within the year. Who was born on 29 February celebrates on the 28th in other years.
 */
export function nextBirthdayGift({ birthday, today, lastGiftOn }: Birthday): CalendarDay {
  const yearAfter = lastGiftOn === null ? today : addYears(lastGiftOn, 1);
  const earliest = yearAfter > today ? yearAfter : today;
  const age = Number(earliest.slice(0, 4)) - Number(birthday.slice(0, 4));
  const thisYear = addYears(birthday, age);
  return thisYear >= earliest ? thisYear : addYears(birthday, age + 1);
}

export interface BirthdayChange {
  readonly before: CalendarDay | null;
  readonly after: CalendarDay | null;
  /** When a birthday was last changed or removed; null: never. Telling it for the first time is no change. */
  readonly changedOn: CalendarDay | null;
  readonly today: CalendarDay;
}

/**
 * When the birthday was last changed, after this change. It may change once a year; removing it is always allowed and
 * counts as the change of that year.
 */
export function changeBirthday(change: BirthdayChange): Result<CalendarDay | null, Refusal<'BusinessError'>> {
  const { before, after, changedOn, today } = change;
  if (before === after) return ok(changedOn);
  if (after === null) return ok(today);
  const changeableFrom = changedOn === null ? null : addYears(changedOn, 1);
  if (changeableFrom !== null && today < changeableFrom)
    return err(refuse('BusinessError', { reason: 'birthday_changed_lately', changeableFrom }));
  return ok(before === null && changedOn === null ? null : today);
}
