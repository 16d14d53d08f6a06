import fc from 'fast-check';
import { application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { earnGrowth, ensureLevels, newOrderNo, returnGoods } from '../support/growth';
import { GrowthOracle } from '../support/growth-oracle';
import { database, signIn } from '../support/members';
import { drawnFromSeed } from '../support/scenario/seed';

type Step =
  | { deed: 'wait'; days: number }
  | { deed: 'buy'; paid: number }
  /** Which purchase so far, and how much of what is left of it. */
  | { deed: 'return'; which: number; percent: number }
  | { deed: 'evaluate' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ deed: fc.constant('wait'), days: fc.integer({ min: 1, max: 250 }) }) },
  { weight: 3, arbitrary: fc.record({ deed: fc.constant('buy'), paid: fc.integer({ min: 1, max: 150_000 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      deed: fc.constant('return'),
      which: fc.nat(20),
      percent: fc.constantFrom(1, 33, 50, 100),
    }),
  },
  { weight: 2, arbitrary: fc.record({ deed: fc.constant('evaluate') }) },
) as fc.Arbitrary<Step>;

beforeAll(ensureLevels);
afterEach(() => {
  application().clock.reset();
});

/** Until nobody is due: the members of other suites have their years as well. */
async function evaluateAll(): Promise<void> {
  for (let round = 0; (await application().runJob('evaluate-members')) > 0 && round < 50; round += 1);
}

const standing = async (id: number) =>
  (await database()('up_users').where({ id }).first('growth', 'level_due_on as dueOn')) as {
    growth: number;
    dueOn: string | null;
  };

async function live(steps: Step[]): Promise<void> {
  const { clock } = application();
  clock.reset();
  const member = await signIn();
  const thresholds = (await database()('member_levels').pluck('growth_threshold')) as number[];
  const oracle = new GrowthOracle(thresholds);
  const purchases: { orderNo: string; left: number }[] = [];
  for (const taken of steps) {
    if (taken.deed === 'wait') clock.advance({ days: taken.days });
    if (taken.deed === 'buy') {
      const orderNo = newOrderNo();
      purchases.push({ orderNo, left: taken.paid });
      await earnGrowth(member, taken.paid, orderNo);
      oracle.buy(orderNo, taken.paid, clock.now().getTime());
    }
    const purchase = taken.deed === 'return' ? purchases[taken.which % Math.max(1, purchases.length)] : undefined;
    if (taken.deed === 'return' && purchase && purchase.left > 0) {
      const { orderNo, left } = purchase;
      const amount = Math.ceil((left * taken.percent) / 100);
      purchase.left -= amount;
      await returnGoods(member, orderNo, { amount, left });
      oracle.giveBack(orderNo, amount, clock.now().getTime());
    }
    if (taken.deed === 'evaluate') {
      await evaluateAll();
      oracle.evaluate(clock.now().getTime());
    }
    expect(await standing(member.id)).toEqual({ growth: oracle.growth, dueOn: oracle.dueOn });
  }
  await expectBooksBalance({ users: [member.id], skus: [] });
}

describe('growth over the years', () => {
  it('is that of every purchase of the year, less what was returned of it, whatever happens when', async () => {
    const histories = fc.array(step, { minLength: 6, maxLength: 20 });
    await fc.assert(fc.asyncProperty(histories, live), { numRuns: 40, endOnFailure: true, ...drawnFromSeed() });
  }, 180_000);
});
