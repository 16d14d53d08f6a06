import fc from 'fast-check';
import {
  addDays,
  addYears,
  calendarDay,
  calendarDayOf,
  daysBetween,
  endOfDay,
  isCalendarDay,
  startOfDay,
} from '../../../src/domain/shared/calendar-day';

const day = calendarDay;
const HOUR_MS = 3_600_000;

describe('a calendar day', () => {
  test.each(['2026-02-30', '2026-13-01', '2026-1-1', '20260101', '2026-01-01T00:00:00Z', '', '2025-02-29'])(
    '%p is refused',
    (text) => {
      expect(isCalendarDay(text)).toBe(false);
      expect(() => calendarDay(text)).toThrow(RangeError);
    },
  );

  test('the leap day exists in leap years', () => {
    expect(day('2028-02-29')).toBe('2028-02-29');
  });

  test.each([
    ['2026-03-31', 1, '2027-03-31'],
    ['2028-02-29', 1, '2029-02-28'],
    ['2028-02-29', 4, '2032-02-29'],
    ['2028-02-29', -1, '2027-02-28'],
    ['2000-12-31', -1, '1999-12-31'],
  ])('%s and %i years is %s', (from, years, to) => {
    expect(addYears(day(from), years)).toBe(to);
  });

  test('no day has a year of five digits', () => {
    expect(() => addYears(day('9999-01-01'), 1)).toThrow(RangeError);
  });

  test('the day changes at midnight of the shop, not of UTC', () => {
    expect(calendarDayOf(new Date('2026-03-01T15:59:59.999Z'), 'Asia/Shanghai')).toBe('2026-03-01');
    expect(calendarDayOf(new Date('2026-03-01T16:00:00.000Z'), 'Asia/Shanghai')).toBe('2026-03-02');
    expect(calendarDayOf(new Date('2026-03-01T04:59:59.999Z'), 'America/New_York')).toBe('2026-02-28');
  });

  test('an unknown zone and an invalid date are refused', () => {
    expect(() => calendarDayOf(new Date(0), 'Asia/Atlantis')).toThrow(RangeError);
    expect(() => calendarDayOf(new Date(NaN), 'UTC')).toThrow(RangeError);
  });

  test('days are added and counted across months, years and leap days', () => {
    expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01');
    expect(addDays(day('2028-03-01'), -1)).toBe('2028-02-29');
    expect(daysBetween(day('2026-01-01'), day('2027-01-01'))).toBe(365);
    expect(daysBetween(day('2026-01-02'), day('2026-01-01'))).toBe(-1);
    expect(() => addDays(day('9999-12-31'), 1)).toThrow(RangeError);
  });
});

describe('the bounds of a day', () => {
  test.each([
    ['an ordinary day in Shanghai', '2026-07-01', 'Asia/Shanghai', '2026-06-30T16:00:00.000Z', 24],
    ['a day in Shanghai’s summer time of 1988', '1988-07-01', 'Asia/Shanghai', '1988-06-30T15:00:00.000Z', 24],
    ['the short day in New York', '2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z', 23],
    ['the long day in New York', '2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z', 25],
    ['a day in São Paulo that began at 01:00', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', 23],
    [
      'the day before clocks in São Paulo fell back at midnight',
      '2018-02-17',
      'America/Sao_Paulo',
      '2018-02-17T02:00:00.000Z',
      25,
    ],
    ['the half-hour change of Lord Howe', '2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z', 24.5],
    ['the day Samoa skipped', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', 0],
  ])('%s starts and lasts as its clocks say', (_, text, zone, start, hours) => {
    expect(startOfDay(day(text), zone).toISOString()).toBe(start);
    expect(endOfDay(day(text), zone).getTime() - startOfDay(day(text), zone).getTime()).toBe(hours * HOUR_MS);
  });

  const zones = fc.constantFrom(
    'Asia/Shanghai',
    'UTC',
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
    'Asia/Kathmandu',
    'America/Sao_Paulo',
    'Pacific/Kiritimati',
    'Africa/Casablanca',
  );
  // From 1996 on: Kiritimati skipped the last day of 1994.
  const instants = fc.date({
    min: new Date('1996-01-01T00:00:00Z'),
    max: new Date('2060-01-01T00:00:00Z'),
    noInvalidDate: true,
  });

  test('every instant lies within the bounds of its own day', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const own = calendarDayOf(instant, zone);
        expect(startOfDay(own, zone).getTime()).toBeLessThanOrEqual(instant.getTime());
        expect(endOfDay(own, zone).getTime()).toBeGreaterThan(instant.getTime());
      }),
    );
  });

  test('a day begins where the one before ends', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const own = calendarDayOf(instant, zone);
        const start = startOfDay(own, zone);
        expect(calendarDayOf(start, zone)).toBe(own);
        expect(calendarDayOf(new Date(start.getTime() - 1), zone)).toBe(addDays(own, -1));
      }),
    );
  });

  test('adding days and counting them agree', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -4000, max: 4000 }), (instant, count) => {
        const from = calendarDayOf(instant, 'UTC');
        expect(daysBetween(from, addDays(from, count))).toBe(count);
      }),
    );
  });
});
