import { checkIn, currentStreak, type LastCheckIn } from '../../../src/domain/points/check-in';
import { addDays, calendarDay } from '../../../src/domain/shared/calendar-day';

const RULE = { basePoints: 5, bonusPoints: 20, cycleDays: 7 };
const MONDAY = calendarDay('2026-06-01');

describe('checking in', () => {
  test('the first time starts a streak', () => {
    expect(checkIn(MONDAY, null, RULE)).toEqual({
      ok: true,
      value: { day: MONDAY, streak: 1, basePoints: 5, bonusPoints: 0 },
    });
  });

  test('a second time on the same day is refused with 1302', () => {
    expect(checkIn(MONDAY, { day: MONDAY, streak: 3 }, RULE)).toMatchObject({ ok: false, error: { code: 1302 } });
  });

  test('is refused for a day before the last one, should a clock run backwards', () => {
    expect(checkIn(MONDAY, { day: addDays(MONDAY, 1), streak: 3 }, RULE).ok).toBe(false);
  });

  test('after a missed day starts again', () => {
    expect(checkIn(addDays(MONDAY, 2), { day: MONDAY, streak: 6 }, RULE)).toMatchObject({
      value: { streak: 1, bonusPoints: 0 },
    });
  });

  test('pays the bonus on every seventh day of a streak', () => {
    let last: LastCheckIn | null = null;
    const bonusDays: number[] = [];
    for (let count = 0; count < 21; count += 1) {
      const result = checkIn(addDays(MONDAY, count), last, RULE);
      if (!result.ok) throw new Error('refused');
      expect(result.value.streak).toBe(count + 1);
      if (result.value.bonusPoints === 20) bonusDays.push(result.value.streak);
      last = result.value;
    }
    expect(bonusDays).toEqual([7, 14, 21]);
  });

  test('pays no bonus where the rule has no cycle', () => {
    expect(checkIn(addDays(MONDAY, 1), { day: MONDAY, streak: 6 }, { ...RULE, cycleDays: 0 })).toMatchObject({
      value: { bonusPoints: 0 },
    });
  });
});

test('a streak is shown until the day after the last check-in has passed', () => {
  const last = { day: MONDAY, streak: 4 };
  expect([0, 1, 2].map((days) => currentStreak(addDays(MONDAY, days), last))).toEqual([4, 4, 0]);
  expect(currentStreak(MONDAY, null)).toBe(0);
});
