import { application } from '../support/api';
import { eventually } from '../support/eventually';
import { expectBooksBalance } from '../support/facts';
import { type MadeLevel, makeLevel } from '../support/levels';
import { as, database, type SignedIn } from '../support/members';
import { givePointsRule, pausePointsRules } from '../support/points';
import {
  buy,
  makeSku,
  type OrderBody,
  orderOf,
  payInWechat,
  pickupOrder,
  placeOrder,
  startPayment,
} from '../support/shopping';

let pause: { restore(): Promise<void> };
let silver: MadeLevel;
let gold: MadeLevel;
beforeAll(async () => {
  pause = await pausePointsRules();
  silver = await makeLevel({ discountPercent: 10 });
  gold = await makeLevel({ discountPercent: 20, pointsMultiplierBps: 20_000 });
});
afterAll(async () => {
  for (const level of [silver, gold]) await level.remove();
  await pause.restore();
});

const isPostgres = (): boolean => application().strapi.db.dialect.client === 'postgres';

/** On PostgreSQL: until a session of this database waits for a row. SQLite lets one writer work at a time anyway. */
const somebodyWaits = (): Promise<void> =>
  eventually(async () => {
    const waiting = (await database().raw(
      "select count(*)::int as sessions from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )) as { rows: { sessions: number }[] };
    expect(waiting.rows[0]?.sessions).toBeGreaterThan(0);
  });

/** Raises the member to gold in a transaction that ends only when `deed` has come as far as the locked row. */
async function whileRising<Result>(
  member: SignedIn,
  lock: { table: string; where: Record<string, unknown> },
  deed: () => PromiseLike<Result>,
): Promise<Result> {
  const trx = await database().transaction();
  try {
    await trx(lock.table).where(lock.where).forUpdate().select('id');
    await trx('up_users').where({ id: member.id }).update({ level_id: gold.id });
    const done = Promise.resolve(deed());
    if (isPostgres()) await somebodyWaits();
    await trx.commit();
    return await done;
  } finally {
    if (!trx.isCompleted()) await trx.rollback();
  }
}

const amountFor = async (member: SignedIn, body: OrderBody) => {
  const answer = await as(member).post('/orders').send(body);
  return (answer.body as { data: { payAmount: number } }).data.payAmount;
};

describe('a level that changes while its member', () => {
  it('places an order: the order has the price of the new level', async () => {
    const member = await silver.join();
    const sku = await makeSku({ price: 1_000 });
    const body = await pickupOrder(sku);
    const own = { table: 'up_users', where: { id: member.id } };
    expect(await whileRising(member, own, () => amountFor(member, body))).toBe(800);
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });

  it('pays: the award has the multiplier of the new level', async () => {
    const rule = await givePointsRule({ scene: 'payment', pointsPerHundredYuan: 100, usesMemberMultiplier: true });
    const member = await silver.join();
    const sku = await makeSku({ price: 1_000 });
    // The first payment opens the account.
    await buy(member, await pickupOrder(sku));
    const orderNo = await placeOrder(member, await pickupOrder(sku));
    const payParams = await startPayment(member, orderNo);
    const account = { table: 'points_accounts', where: { user_id: member.id } };
    await whileRising(member, account, () => payInWechat(member, payParams));
    await rule.remove();
    expect(await orderOf(member, orderNo)).toMatchObject({ payAmount: 900, pointsEarned: 18 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});
