import fc from 'fast-check';
import { changeBirthday, nextBirthdayGift } from '../../../src/domain/member/birthday';
import { addYears, calendarDay, daysBetween } from '../../../src/domain/shared/calendar-day';

const day = calendarDay;
const dayOrNull = (text: string | null) => (text === null ? null : day(text));

describe('the next birthday gift', () => {
  it.each([
    ['is on the birthday of this year', '1990-06-15', '2026-03-01', null, '2026-06-15'],
    ['is today on the birthday itself', '1990-06-15', '2026-06-15', null, '2026-06-15'],
    ['is next year when this year’s is over', '1990-06-15', '2026-06-16', null, '2027-06-15'],
    ['is a year after the last one', '1990-06-15', '2026-06-15', '2026-06-15', '2027-06-15'],
    [
      'is not sooner than a year after one of an earlier birthday',
      '1990-01-01',
      '2026-12-31',
      '2026-12-31',
      '2028-01-01',
    ],
    ['of 29 February is on the 28th in other years', '2000-02-29', '2026-01-01', null, '2026-02-28'],
    ['of 29 February is on the 29th when there is one', '2000-02-29', '2027-12-01', '2027-02-28', '2028-02-29'],
    ['comes after one that was on 29 February', '2000-02-29', '2028-02-29', '2028-02-29', '2029-02-28'],
  ])('%s', (_, birthday, today, lastGiftOn, expected) => {
    const facts = { birthday: day(birthday), today: day(today), lastGiftOn: dayOrNull(lastGiftOn) };
    expect(nextBirthdayGift(facts)).toBe(expected);
  });

  it('is never in the past, never within a year of the last one, and never more than a year away without one', () => {
    const days = fc
      .date({ min: new Date('1950-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
      .map((date) => day(date.toISOString().slice(0, 10)));
    fc.assert(
      fc.property(days, days, fc.option(days), (birthday, today, lastGiftOn) => {
        const next = nextBirthdayGift({ birthday, today, lastGiftOn });
        expect(next >= today).toBe(true);
        if (lastGiftOn === null) expect(daysBetween(today, next)).toBeLessThanOrEqual(366);
        else expect(next >= addYears(lastGiftOn, 1)).toBe(true);
        expect(['02-28', birthday.slice(5)]).toContain(next.slice(5));
      }),
    );
  });
});

describe('changing a birthday', () => {
  it.each([
    ['is no change when told for the first time', null, '1990-01-01', null, null],
    ['is no change when nothing changes', '1990-01-01', '1990-01-01', '2026-05-01', '2026-05-01'],
    ['is remembered', '1990-01-01', '1990-01-02', null, '2026-06-01'],
    ['is possible a year after the last time', '1990-01-01', '1990-01-02', '2025-06-01', '2026-06-01'],
    ['may always remove it', '1990-01-01', null, '2026-05-31', '2026-06-01'],
  ])('%s', (_, before, after, changedOn, expected) => {
    const change = { before: dayOrNull(before), after: dayOrNull(after), changedOn: dayOrNull(changedOn) };
    expect(changeBirthday({ ...change, today: day('2026-06-01') })).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['a second time within the year', '1990-01-01'],
    ['by removing it and telling another', null],
  ])('is refused %s', (_, before) => {
    const change = { before: dayOrNull(before), after: day('1990-02-02'), changedOn: day('2025-06-02') };
    expect(changeBirthday({ ...change, today: day('2026-06-01') })).toMatchObject({
      ok: false,
      error: { name: 'BusinessError', details: { changeableFrom: '2026-06-02' } },
    });
  });
});
