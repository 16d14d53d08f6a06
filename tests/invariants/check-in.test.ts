import type {} from '../../src/api/member/services/check-in';
import { getService } from '../../src/platform/get-service';
import { application } from '../support/api';
import { as, database, newOpenid, signIn } from '../support/members';
import { expectCoherentPoints, givePointsRule, pausePointsRules } from '../support/points';
import { crowd, inParallel } from '../support/storm';

const UNIQUE_VIOLATION = { code: expect.stringMatching(/^(23505|SQLITE_CONSTRAINT_UNIQUE)$/) as unknown };

let pause: { restore(): Promise<void> };
let rule: { remove(): Promise<void> };

beforeAll(async () => {
  pause = await pausePointsRules();
  rule = await givePointsRule({ scene: 'check_in', fixedPoints: 5 });
});
afterAll(async () => {
  await rule.remove();
  await pause.restore();
});

describe('check-ins at once', () => {
  it('twenty of one user are one check-in and one award; the others answer 1302', async () => {
    const member = await signIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => as(member).post('/me/check-ins')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 1302)).toHaveLength(19);
    expect(await database()('check_ins').where({ user_id: member.id })).toHaveLength(1);
    expect((await as(member).get('/me/points')).body.data).toMatchObject({ available: 5, total: 5 });
    await expectCoherentPoints(member.id);
  });

  it('of ten users twice each succeed ten times', async () => {
    const members = await Promise.all(Array.from({ length: 10 }, () => signIn()));
    const answers = await Promise.all([...members, ...members].map((member) => as(member).post('/me/check-ins')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.filter(({ body }) => body.code === 1302)).toHaveLength(10);
    for (const { id } of members) await expectCoherentPoints(id);
  });

  it('of the last second of a day and the first of the next are one streak', async () => {
    const { strapi, clock } = application();
    const checkIn = getService(strapi, 'api::member.check-in');
    const members = await crowd(20);
    const sinceMidnight = (clock.now().getTime() + 8 * 3_600_000) % 86_400_000;
    clock.advance({ seconds: (86_400_000 - sinceMidnight) / 1000 - 5 });
    const evening = clock.now();
    clock.advance({ seconds: 10 });
    const morning = clock.now();
    clock.reset();
    const streaks = await inParallel(members, ({ id }) =>
      Promise.all(
        [evening, morning].map((at) =>
          checkIn(id, at).then(
            ({ streak }) => streak,
            (error: unknown) => (error as Error).name,
          ),
        ),
      ),
    );
    // Whoever is overtaken by the next day has missed this one.
    for (const streak of streaks) expect(['1,2', 'AlreadyCheckedInError,1']).toContain(streak.join());
    expect(streaks.filter(([yesterday]) => yesterday === 1).length).toBeGreaterThan(0);
    for (const { id } of members) await expectCoherentPoints(id);
  });

  it('the database itself refuses a second row of a day', async () => {
    const member = await signIn();
    const row = () => ({
      document_id: newOpenid(),
      user_id: member.id,
      day: '2026-01-01',
      streak: 1,
      points_awarded: 0,
    });
    await database()('check_ins').insert(row());
    await expect(database()('check_ins').insert(row())).rejects.toMatchObject(UNIQUE_VIOLATION);
  });
});
