/** A clock that stands still until a test moves it. */
export class TestClock {
  private currentMs = Date.parse('2026-03-05T08:00:00Z');

  readonly now = (): Date => new Date(this.currentMs);

  readonly nowMs = (): number => this.currentMs;

  advance(milliseconds: number): void {
    this.currentMs += milliseconds;
  }
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
