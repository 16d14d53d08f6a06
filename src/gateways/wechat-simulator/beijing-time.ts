const BEIJING_OFFSET_MS = 8 * 3_600_000;

/** RFC 3339 with the offset WeChat Pay always prints, whole seconds: `2026-01-02T03:04:05+08:00`. */
export function beijingTimestamp(epochMs: number): string {
  return `${new Date(epochMs + BEIJING_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** As bills print it: `2026-01-02 03:04:05`. */
export function beijingClock(epochMs: number): string {
  return new Date(epochMs + BEIJING_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** Calendar day in Beijing, `YYYY-MM-DD`. */
export function beijingDay(epochMs: number): string {
  return new Date(epochMs + BEIJING_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant a Beijing day (`YYYY-MM-DD`) begins, or null when there is no such day. */
export function beijingMidnight(day: string): number | null {
  const epochMs = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00+08:00`) : Number.NaN;
  return !Number.isNaN(epochMs) && beijingDay(epochMs) === day ? epochMs : null;
}

/** Calendar day in Beijing, `YYYYMMDD`, as it stands inside transaction and refund numbers. */
export function beijingDayDigits(epochMs: number): string {
  return new Date(epochMs + BEIJING_OFFSET_MS).toISOString().slice(0, 10).replaceAll('-', '');
}

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since the epoch, or null when the text is not an RFC 3339 instant. */
export function parseInstant(text: string): number | null {
  const epochMs = RFC3339.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(epochMs) ? null : epochMs;
}
