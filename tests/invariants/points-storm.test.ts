import { openCase, settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { as, database, signIn, type SignedIn } from '../support/members';
import { givePointsRule, pausePointsRules } from '../support/points';
import { makeSku, type OrderBody, payInWechat, pickupOrder, placeOrder, startPayment } from '../support/shopping';
import { crowd, inParallel, statusesOf } from '../support/storm';

const PAYMENTS = 50;
const PRICE = 1_888;

let pause: { restore(): Promise<void> };
beforeAll(async () => {
  pause = await pausePointsRules();
});
afterAll(async () => {
  await pause.restore();
  application().clock.reset();
});

/** What a rule has given, entry by entry. */
async function givenBy(documentId: string): Promise<number[]> {
  const rule = (await database()('points_rules').where({ document_id: documentId }).first('id')) as { id: number };
  const rows = (await database()('points_records').where({ rule_id: rule.id, type: 'award' })) as { change: number }[];
  return rows.map(({ change }) => change);
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Orders that are ready to be paid, one for each of these buyers. */
async function prepare(buyers: SignedIn[], body: OrderBody) {
  const prepared = [];
  for (let turn = 0; turn < buyers.length; turn += 10) {
    const some = await inParallel(buyers.slice(turn, turn + 10), async (member) => ({
      member,
      params: await startPayment(member, await placeOrder(member, body)),
    }));
    prepared.push(...some);
  }
  return prepared;
}

describe('fifty payments at once', () => {
  it('of one user give exactly the daily limit, the last one the part that fits', async () => {
    const rule = await givePointsRule({ scene: 'payment', pointsPerHundredYuan: 100, dailyLimitPerUser: 333 });
    const member = await signIn();
    const sku = await makeSku({ price: PRICE, stock: PAYMENTS });
    const prepared = await prepare(Array<SignedIn>(PAYMENTS).fill(member), await pickupOrder(sku));
    await inParallel(prepared, ({ params }) => payInWechat(member, params));
    await rule.remove();
    const given = await givenBy(rule.documentId);
    expect(sum(given)).toBe(333);
    expect(given.filter((points) => points === 18)).toHaveLength(18);
    expect(given).toHaveLength(19);
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  }, 120_000);

  it('of fifty users give exactly the total limit of the rule', async () => {
    const rule = await givePointsRule({ scene: 'payment', pointsPerHundredYuan: 100, totalLimit: 500 });
    const members = await crowd(PAYMENTS);
    const sku = await makeSku({ price: PRICE, stock: PAYMENTS });
    const prepared = await prepare(members, await pickupOrder(sku));
    await inParallel(prepared, ({ member, params }) => payInWechat(member, params));
    await rule.remove();
    const given = await givenBy(rule.documentId);
    expect(sum(given)).toBe(500);
    expect(given).toHaveLength(28);
    await expectBooksBalance({ users: members.map(({ id }) => id), skus: [sku.id] });
  }, 120_000);
});

describe('an account of 100 points', () => {
  const pointsOf = async (member: SignedIn) =>
    (await database()('points_accounts').where({ user_id: member.id }).first()) as Record<string, number>;

  /** Somebody with exactly 100 points. */
  async function memberWithHundred(): Promise<SignedIn> {
    const rule = await givePointsRule({ scene: 'register', fixedPoints: 100 });
    const member = await signIn();
    await rule.remove();
    return member;
  }

  // Incident 13.
  it('that twenty orders want at once is spent by exactly one of them', async () => {
    const member = await memberWithHundred();
    const sku = await makeSku({ price: 1_000, stock: 20 });
    const body = { ...(await pickupOrder(sku)), pointsToUse: 100 };
    const answers = await inParallel(Array.from({ length: 20 }), () => as(member).post('/orders').send(body));
    expect(statusesOf(answers)).toEqual({ 201: 1, 409: 19 });
    expect(answers.filter((answer) => answer.body.code === 1301)).toHaveLength(19);
    expect(await pointsOf(member)).toMatchObject({ available: 0, frozen: 100 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });

  // Incidents 13, 14 and 15.
  it('that twenty orders nibble at spends exactly 100, and cancelling and refunding give back exactly what each took', async () => {
    const member = await memberWithHundred();
    const sku = await makeSku({ price: 1_000, stock: 20 });
    const body = { ...(await pickupOrder(sku)), pointsToUse: 10 };
    const answers = await inParallel(Array.from({ length: 20 }), () => as(member).post('/orders').send(body));
    expect(statusesOf(answers)).toEqual({ 201: 10, 409: 10 });
    expect(await pointsOf(member)).toMatchObject({ available: 0, frozen: 100 });
    const orderNos = answers.flatMap(({ status, body: answer }) =>
      status === 201 ? [(answer as { data: { orderNo: string } }).data.orderNo] : [],
    );
    const [cancelled, paid] = [orderNos.slice(0, 4), orderNos.slice(4)];
    // Each is cancelled twice at once.
    await inParallel([...cancelled, ...cancelled], (no) => as(member).post(`/orders/${no}/cancel`).send({}));
    expect(await pointsOf(member)).toMatchObject({ available: 40, frozen: 60, used: 0 });
    await inParallel(paid, async (no) => payInWechat(member, await startPayment(member, no)));
    expect(await pointsOf(member)).toMatchObject({ available: 40, frozen: 0, used: 60 });

    for (const no of paid.slice(0, 3)) {
      await openCase(member, no, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    }
    await settleRefunds();
    expect(await pointsOf(member)).toMatchObject({ available: 70, frozen: 0, used: 30, total: 100, debt: 0 });
    const returned = (await database()('points_records').where({ user_id: member.id, type: 'refund_return' })) as {
      change: number;
    }[];
    expect(returned.map(({ change }) => change)).toEqual([10, 10, 10]);
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  }, 60_000);
});
