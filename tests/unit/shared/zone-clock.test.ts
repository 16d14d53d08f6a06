import { wallClockText } from '../../../src/domain/shared/zone-clock';

describe('the wall clock of a zone', () => {
  test('is written as people of the zone read it, to the second', () => {
    expect(wallClockText(new Date('2026-02-28T16:00:09.999Z'), 'Asia/Shanghai')).toBe('2026-03-01 00:00:09');
    expect(wallClockText(new Date('2026-07-01T04:05:06.000Z'), 'America/New_York')).toBe('2026-07-01 00:05:06');
  });

  test('refuses an unknown zone and an invalid date', () => {
    expect(() => wallClockText(new Date(0), 'Asia/Atlantis')).toThrow(RangeError);
    expect(() => wallClockText(new Date(NaN), 'UTC')).toThrow(RangeError);
  });
});
