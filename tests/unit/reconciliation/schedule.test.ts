import { alarmAt, dueDays, readyAt, retryAt, searchWindow } from '../../../src/domain/reconciliation/schedule';
import { calendarDay } from '../../../src/domain/shared/calendar-day';

const day = calendarDay('2026-03-04');
const at = (text: string) => new Date(text);

describe('when days are reconciled', () => {
  it('fetches the bill at ten the next morning in Beijing and asks for help at noon', () => {
    expect(readyAt(day)).toEqual(at('2026-03-05T02:00:00Z'));
    expect(alarmAt(day)).toEqual(at('2026-03-05T04:00:00Z'));
  });

  it('catches up a week, oldest first, and nothing before the first payment', () => {
    const longAgo = at('2020-01-01T00:00:00Z');
    const now = at('2026-03-10T02:00:00Z');
    expect(dueDays(now, longAgo)).toEqual([
      ...['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09'],
    ]);
    expect(dueDays(now, at('2026-03-07T16:30:00Z'))).toEqual(['2026-03-08', '2026-03-09']);
    expect(dueDays(now, at('2026-03-10T01:00:00Z'))).toEqual([]);
  });

  it('leaves yesterday alone before ten', () => {
    expect(dueDays(at('2026-03-10T01:59:59Z'), at('2026-03-09T01:00:00Z'))).toEqual([]);
  });

  it('tries again ever more slowly, at most every hour', () => {
    const minutes = [1, 2, 3, 4, 5, 99].map((attempts) => retryAt(new Date(0), attempts).getTime() / 60_000);
    expect(minutes).toEqual([5, 10, 20, 40, 60, 60]);
  });

  it('leaves the minutes around midnight to the day whose bill may hold their line', () => {
    expect(searchWindow(day, true)).toEqual({ from: at('2026-03-03T15:50:00Z'), to: at('2026-03-04T15:50:00Z') });
    expect(searchWindow(day, false).from).toEqual(at('2026-03-03T16:00:00Z'));
  });
});
