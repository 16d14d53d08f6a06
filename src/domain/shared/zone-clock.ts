const formatters = new Map<string, Intl.DateTimeFormat>();

const MINUTE_MS = 60_000;
/** Since then all clocks have been put forward and back at a whole minute. */
const WHOLE_MINUTES_SINCE = Date.UTC(2000, 0, 1);
const MOST_KNOWN = 1_000;
const offsets = new Map<string, number>();

/** The wall clock of a zone at an instant, written as if it were UTC milliseconds. @throws RangeError for unknown zones */
export function wallClockMs(instantMs: number, timeZone: string): number {
  if (!(instantMs >= WHOLE_MINUTES_SINCE)) return readClock(instantMs, timeZone);
  // Every payment asks about this minute and this midnight, and reading a formatter is slow.
  const key = `${timeZone} ${Math.floor(instantMs / MINUTE_MS)}`;
  const known = offsets.get(key);
  if (known !== undefined) return instantMs + known;
  if (offsets.size >= MOST_KNOWN) offsets.clear();
  const clock = readClock(instantMs, timeZone);
  offsets.set(key, clock - instantMs);
  return clock;
}

function readClock(instantMs: number, timeZone: string): number {
  const fields: Record<string, number> = {};
  for (const part of formatterOf(timeZone).formatToParts(instantMs)) fields[part.type] = Number(part.value);
  const { year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN } = fields;
  const milliseconds = ((instantMs % 1000) + 1000) % 1000;
  const wall = new Date(0);
  // setUTCFullYear, because Date.UTC reads the years 0–99 as 1900–1999.
  wall.setUTCFullYear(year, month - 1, day);
  wall.setUTCHours(hour, minute, second, milliseconds);
  return wall.getTime();
}

/** Milliseconds the zone's wall clock is ahead of UTC at an instant. */
export function zoneOffsetMs(instantMs: number, timeZone: string): number {
  return wallClockMs(instantMs, timeZone) - instantMs;
}

/** What the clocks of a zone show at an instant, 'YYYY-MM-DD HH:mm:ss'. @throws RangeError for an invalid date or an unknown zone */
export function wallClockText(instant: Date, timeZone: string): string {
  return new Date(wallClockMs(instant.getTime(), timeZone)).toISOString().slice(0, 19).replace('T', ' ');
}

// Building a formatter costs a hundred times as much as using one.
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}
