import { wallClockMs, zoneOffsetMs } from './zone-clock';

/** A day of the calendar, 'YYYY-MM-DD', without a zone. Days compare correctly as text. */
export type CalendarDay = string & { readonly __unit: 'calendar-day' };

const DAY_MS = 86_400_000;
const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

export function isCalendarDay(text: string): text is CalendarDay {
  if (!SHAPE.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(ms) && utcDayText(ms) === text;
}

/** Accepts a text as a day. @throws RangeError for other shapes and for days that do not exist, such as 2026-02-30 */
export function calendarDay(text: string): CalendarDay {
  if (!isCalendarDay(text)) throw new RangeError(`Not a calendar day: ${text}`);
  return text;
}

/** The day the zone's calendars show at an instant. @throws RangeError for an invalid date or an unknown zone */
export function calendarDayOf(instant: Date, timeZone: string): CalendarDay {
  return calendarDay(utcDayText(wallClockMs(instant.getTime(), timeZone)));
}

/**
 * The first instant of a day in a zone, also where clocks are changed at midnight: of two midnights the earlier one,
 * of a skipped midnight the first instant after the gap.
 */
export function startOfDay(day: CalendarDay, timeZone: string): Date {
  const midnight = utcMidnight(day);
  const before = zoneOffsetMs(midnight - DAY_MS, timeZone);
  const after = zoneOffsetMs(midnight + DAY_MS, timeZone);
  const candidates = [midnight - Math.max(before, after), midnight - Math.min(before, after)] as const;
  for (const candidate of candidates) {
    if (wallClockMs(candidate, timeZone) === midnight) return new Date(candidate);
  }
  return new Date(firstInstantShowing(midnight, candidates, timeZone));
}

/** The exclusive end of a day in a zone: the start of the next one. */
export function endOfDay(day: CalendarDay, timeZone: string): Date {
  return startOfDay(addDays(day, 1), timeZone);
}

/** The day `count` days later (earlier when negative). @throws RangeError outside the years 0000–9999 */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return calendarDay(utcDayText(utcMidnight(day) + count * DAY_MS));
}

/**
 * The same day of another year. 29 February becomes the 28th where there is none, and stays the 28th from then on:
 * count from the original day. @throws RangeError outside the years 0000–9999
 */
export function addYears(day: CalendarDay, count: number): CalendarDay {
  const text = `${String(Number(day.slice(0, 4)) + count).padStart(4, '0')}${day.slice(4)}`;
  return isCalendarDay(text) ? text : calendarDay(text.replace(/-29$/, '-28'));
}

/** Days from `from` to `to`: 1 from one day to the next, negative when `to` is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return (utcMidnight(to) - utcMidnight(from)) / DAY_MS;
}

function firstInstantShowing(wallMs: number, [low, high]: readonly [number, number], timeZone: string): number {
  let tooEarly = low;
  let reached = high;
  while (reached - tooEarly > 1) {
    const middle = Math.floor((tooEarly + reached) / 2);
    if (wallClockMs(middle, timeZone) >= wallMs) reached = middle;
    else tooEarly = middle;
  }
  return reached;
}

function utcMidnight(day: CalendarDay): number {
  return Date.parse(`${day}T00:00:00.000Z`);
}

function utcDayText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
