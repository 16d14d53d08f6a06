import fc from 'fast-check';
import { wallClockText } from '../../../src/domain/shared/zone-clock';

describe('the wall clock of a zone', () => {
  test('is written as people of the zone read it, to the second', () => {
    expect(wallClockText(new Date('2026-02-28T16:00:09.999Z'), 'Asia/Shanghai')).toBe('2026-03-01 00:00:09');
    expect(wallClockText(new Date('2026-07-01T04:05:06.000Z'), 'America/New_York')).toBe('2026-07-01 00:05:06');
  });

  test.each(['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
    'is what the calendar of %s says, however often it is asked about the same minute',
    (timeZone) => {
      const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
      const instants = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
      fc.assert(
        fc.property(instants, fc.integer({ min: 0, max: 59_999 }), (instant, later) => {
          for (const at of [instant, new Date(instant.getTime() + later)])
            expect(wallClockText(at, timeZone)).toBe(calendar.format(at));
        }),
        { seed: 2_026, numRuns: 300 },
      );
    },
  );

  test('refuses an unknown zone and an invalid date', () => {
    expect(() => wallClockText(new Date(0), 'Asia/Atlantis')).toThrow(RangeError);
    expect(() => wallClockText(new Date(NaN), 'UTC')).toThrow(RangeError);
  });
});
