import { application } from '../support/api';
import { as, signIn } from '../support/members';
import { expectCoherentPoints, givePointsRule, pausePointsRules } from '../support/points';

/** The shop's calendar day at the application's clock. */
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(application().clock.now());

/** Moves the clock to a time of the shop's day, so that a test does not run over midnight. */
function goToNoon(): void {
  const now = application().clock.now().getTime();
  const sinceMidnight = (now + 8 * 3_600_000) % 86_400_000;
  application().clock.advance({ seconds: Math.round((12 * 3_600_000 - sinceMidnight) / 1000) });
}

let rule: { remove(): Promise<void> };
let pause: { restore(): Promise<void> };

beforeAll(async () => {
  pause = await pausePointsRules();
  rule = await givePointsRule({ scene: 'check_in', fixedPoints: 5, streakDays: 7, streakBonus: 20 });
});
afterAll(async () => {
  await rule.remove();
  await pause.restore();
});
beforeEach(() => {
  goToNoon();
});
afterEach(() => {
  application().clock.reset();
});

describe('checking in', () => {
  it('gives the points of the rule at once', async () => {
    const member = await signIn();
    const answer = await as(member).post('/me/check-ins');
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ code: 200, data: { date: today(), streak: 1, pointsAwarded: 5 } });
    expect((await as(member).get('/me/points')).body.data.available).toBe(5);
    await expectCoherentPoints(member.id);
  });

  it('a second time the same day answers 1302 and gives nothing', async () => {
    const member = await signIn();
    await as(member).post('/me/check-ins').send({});
    const again = await as(member).post('/me/check-ins');
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({
      code: 1302,
      error: { name: 'AlreadyCheckedInError', details: { date: today() } },
    });
    expect((await as(member).get('/me/points')).body.data.total).toBe(5);
  });

  it('the seventh day in a row brings the bonus', async () => {
    const member = await signIn();
    const given: number[] = [];
    for (let day = 1; day <= 8; day += 1) {
      // Access tokens live for seven days, so somebody who comes for eight signs in again.
      const { data } = (await as(await signIn(member.openid)).post('/me/check-ins')).body;
      expect(data.streak).toBe(day);
      given.push(data.pointsAwarded);
      application().clock.advance({ days: 1 });
    }
    expect(given).toEqual([5, 5, 5, 5, 5, 5, 25, 5]);
    await expectCoherentPoints(member.id);
  });

  it('a missed day starts a new streak', async () => {
    const member = await signIn();
    await as(member).post('/me/check-ins');
    application().clock.advance({ days: 2 });
    expect((await as(member).get('/me/check-ins')).body.data.streak).toBe(0);
    expect((await as(member).post('/me/check-ins')).body.data.streak).toBe(1);
  });

  it('days change at midnight of the shop, not of the server', async () => {
    const member = await signIn();
    // 12:00 in Shanghai → 23:59:30, still the same day; a minute later it is the next.
    application().clock.advance({ hours: 11, minutes: 59, seconds: 30 });
    await as(member).post('/me/check-ins');
    application().clock.advance({ minutes: 1 });
    const next = await as(member).post('/me/check-ins');
    expect(next.status).toBe(201);
    expect(next.body.data.streak).toBe(2);
  });

  it('works without any rule and gives nothing then', async () => {
    await rule.remove();
    const answer = await as(await signIn()).post('/me/check-ins');
    rule = await givePointsRule({ scene: 'check_in', fixedPoints: 5, streakDays: 7, streakBonus: 20 });
    expect(answer.body.data).toMatchObject({ streak: 1, pointsAwarded: 0 });
  });
});

describe('the check-in calendar', () => {
  it('shows the days of a month and the streak of today', async () => {
    const member = await signIn();
    await as(member).post('/me/check-ins');
    const month = today().slice(0, 7);
    const expected = {
      month,
      days: [{ date: today(), streak: 1, pointsAwarded: 5 }],
      streak: 1,
      isCheckedInToday: true,
    };
    expect((await as(member).get('/me/check-ins')).body.data).toEqual(expected);
    expect((await as(member).get(`/me/check-ins?month=${month}`)).body.data).toEqual(expected);
    expect((await as(member).get('/me/check-ins?month=2020-01')).body.data).toMatchObject({
      month: '2020-01',
      days: [],
    });
  });

  it.each(['2026-13', '2026-1', 'now', ''])('refuses the month %p', async (month) => {
    expect((await as(await signIn()).get(`/me/check-ins?month=${month}`)).status).toBe(400);
  });
});
