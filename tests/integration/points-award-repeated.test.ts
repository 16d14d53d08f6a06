import type {} from '../../src/api/points/services/award-points';
import { inTransaction } from '../../src/platform/database/in-transaction';
import { getService } from '../../src/platform/get-service';
import { application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { signIn, type SignedIn } from '../support/members';
import { givePointsRule, pausePointsRules } from '../support/points';

let pause: { restore(): Promise<void> };
beforeAll(async () => {
  pause = await pausePointsRules();
});
afterAll(() => pause.restore());

const praise = (member: SignedIn, key: string): Promise<{ points: number }> =>
  inTransaction(application().strapi, (trx) =>
    getService(application().strapi, 'api::points.award-points')(trx, {
      userId: member.id,
      scene: 'review',
      key,
      description: '评价',
      at: application().clock.now(),
    }),
  );

describe('a deed that has given points by a rule which awards alone', () => {
  it('gives none by another rule when it is told again after the limit of the first is used up', async () => {
    const alone = { scene: 'review', fixedPoints: 5, dailyLimitPerUser: 5, priority: 2, stackable: false };
    const others = { scene: 'review', fixedPoints: 3, priority: 1, stackable: true };
    const rules = [await givePointsRule(alone), await givePointsRule(others)];
    const member = await signIn();
    const key = `praise:${member.id}`;
    expect((await praise(member, key)).points).toBe(5);
    expect((await praise(member, key)).points).toBe(0);
    // Another deed of the day may still earn by the second rule.
    expect((await praise(member, `${key}:next`)).points).toBe(3);
    for (const rule of rules) await rule.remove();
    await expectBooksBalance({ users: [member.id], skus: [] });
  });
});
