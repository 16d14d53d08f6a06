import { setTimeout as pauseFor } from 'node:timers/promises';
import type {} from '../../src/api/points/services/adjust-points';
import type {} from '../../src/api/points/services/award-points';
import type {} from '../../src/api/points/services/claw-back-points';
import { auditChecks } from '../../src/api/operations/audit/checks';
import { fen } from '../../src/domain/shared/fen';
import { inTransaction, type Trx } from '../../src/platform/database/in-transaction';
import { getService } from '../../src/platform/get-service';
import { openCase, settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { database, newOpenid, signIn, type SignedIn } from '../support/members';
import { givePointsRule, pausePointsRules } from '../support/points';
import { buy, makeSku, pickupOrder } from '../support/shopping';
import { crowd, inParallel } from '../support/storm';

const shop = application();
const PRICE = 1_888;

let pause: { restore(): Promise<void> };
beforeAll(async () => {
  pause = await pausePointsRules();
});
afterAll(async () => {
  await pause.restore();
});
const made: { remove(): Promise<void> }[] = [];
afterEach(async () => {
  shop.clock.reset();
  for (const rule of made.splice(0)) await rule.remove();
});

interface MadeRule {
  documentId: string;
  id: number;
  remove(): Promise<void>;
}

async function makeRule(limits: Record<string, unknown>): Promise<MadeRule> {
  const rule = await givePointsRule({ scene: 'payment', pointsPerHundredYuan: 100, ...limits });
  made.push(rule);
  const { id } = (await database()('points_rules').where({ document_id: rule.documentId }).first('id')) as MadeRule;
  return { ...rule, id };
}

const changeRule = ({ documentId }: Pick<MadeRule, 'documentId'>, data: Record<string, unknown>) =>
  shop.strapi.documents('api::points.points-rule').update({ documentId, data: data as never });

/** What a rule has given and not taken back, from the ledger. */
async function netOf({ id }: MadeRule): Promise<number> {
  const rows = (await database()('points_records').where({ rule_id: id })) as { change: number }[];
  return rows.reduce((sum, { change }) => sum + change, 0);
}

async function countedOf({ id }: MadeRule): Promise<number> {
  const row = (await database()('points_rule_usages').where({ rule_id: id, bucket: 'total' }).first('points')) as {
    points: unknown;
  };
  return Number(row.points);
}

/** The nightly audit finds nothing wrong with points. */
async function expectAudited(): Promise<void> {
  for (const { name, findBroken } of auditChecks.filter((check) => check.name.startsWith('points'))) {
    expect({ name, broken: (await findBroken(database(), shop.clock.now())) as unknown }).toEqual({ name, broken: [] });
  }
}

interface Paid {
  paidAmount?: number;
  orderNo?: string;
}

const award = (trx: Trx, member: SignedIn, { paidAmount = 6_000, orderNo = newOpenid() }: Paid = {}) =>
  getService(shop.strapi, 'api::points.award-points')(trx, {
    userId: member.id,
    scene: 'payment',
    key: `limits:${orderNo}`,
    description: '上限',
    at: shop.clock.now(),
    paidAmount: fen(paidAmount),
    orderNo,
  });
const awardNow = async (member: SignedIn, paid?: Paid): Promise<number> =>
  (await inTransaction(shop.strapi, (trx) => award(trx, member, paid))).points;
const takeBack = (member: SignedIn, { orderNo, points }: { orderNo: string; points: number }): Promise<void> =>
  inTransaction(shop.strapi, (trx) =>
    getService(shop.strapi, 'api::points.claw-back-points')(trx, {
      userId: member.id,
      orderNo,
      operationNo: orderNo,
      points,
      at: shop.clock.now(),
    }),
  );

describe('points that a refund takes back', () => {
  it('come back to the limits of their rule, so that who cancels and orders again earns again', async () => {
    const rule = await makeRule({ dailyLimitPerUser: 18, totalLimit: 18 });
    const member = await signIn();
    const sku = await makeSku({ price: PRICE, stock: 9 });
    const body = await pickupOrder(sku);
    for (const _turn of [1, 2]) {
      const orderNo = await buy(member, body);
      expect(await netOf(rule)).toBe(18);
      await openCase(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
      await settleRefunds();
      expect([await netOf(rule), await countedOf(rule)]).toEqual([0, 0]);
    }
    await buy(member, body);
    expect([await netOf(rule), await countedOf(rule)]).toEqual([18, 18]);
    await expectAudited();
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  }, 60_000);

  it('do not come back to the user’s day when they were given on another', async () => {
    const rule = await makeRule({ dailyLimitPerUser: 18 });
    const member = await signIn();
    const sku = await makeSku({ price: PRICE, stock: 9 });
    const body = await pickupOrder(sku);
    const yesterday = await buy(member, body);
    shop.clock.advance({ days: 1 });
    await buy(member, body);
    await openCase(member, yesterday, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    await settleRefunds();
    expect(await netOf(rule)).toBe(18);
    await buy(member, body);
    expect(await netOf(rule)).toBe(18);
    // A counter that is made afresh from the ledger says the same.
    await changeRule(rule, { dailyLimitPerUser: 0 });
    await changeRule(rule, { dailyLimitPerUser: 20 });
    expect(await awardNow(member)).toBe(2);
  }, 60_000);

  it('are shared out to the rules that gave them, refund by refund, to the last point', async () => {
    const rules = [
      await makeRule({ totalLimit: 500 }),
      await makeRule({ totalLimit: 500, pointsPerHundredYuan: 33, dailyLimitPerUser: 400 }),
      await makeRule({ scene: 'payment', pointsPerHundredYuan: 0, fixedPoints: 7 }),
    ];
    const member = await signIn();
    const sku = await makeSku({ price: PRICE, stock: 9 });
    const orderNo = await buy(member, await pickupOrder(sku, 3));
    const [all, third, fixed] = await Promise.all(rules.map(netOf));
    expect([all, third, fixed]).toEqual([56, 18, 7]);
    for (const _unit of [1, 2, 3]) {
      await openCase(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
      await settleRefunds();
      await expectAudited();
    }
    expect(await Promise.all(rules.map(netOf))).toEqual([0, 0, 0]);
    const entries = (await database()('points_records').where({ user_id: member.id, type: 'clawback' })) as {
      reverses_id: number | null;
      rule_id: number | null;
    }[];
    expect(entries.every((entry) => entry.reverses_id !== null && entry.rule_id !== null)).toBe(true);
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  }, 60_000);

  it('and points that payments give at the same time never exceed the limit, and the counter is what the ledger says', async () => {
    const rule = await makeRule({ totalLimit: 500, dailyLimitPerUser: 30 });
    const members = await crowd(50);
    const early = members.slice(0, 25).map((member) => ({ member, orderNo: newOpenid() }));
    for (const { member, orderNo } of early) expect(await awardNow(member, { paidAmount: PRICE, orderNo })).toBe(18);
    await Promise.all([
      inParallel([...early, ...early], ({ member, orderNo }) => takeBack(member, { orderNo, points: 18 })),
      inParallel(members, (member) => awardNow(member, { paidAmount: PRICE })),
    ]);
    expect(await countedOf(rule)).toBe(await netOf(rule));
    expect(await netOf(rule)).toBeLessThanOrEqual(500);
    // Whatever came back can be given again, to the last point.
    for (const member of await crowd(20)) await awardNow(member, { paidAmount: 10_000_000 });
    expect([await netOf(rule), await countedOf(rule)]).toEqual([500, 500]);
    await expectAudited();
    await expectBooksBalance({ users: members.map(({ id }) => id), skus: [] });
  }, 90_000);
});

describe('a total limit that is put on a running rule', () => {
  it('counts an award that was under way, and waits for it', async () => {
    const rule = await makeRule({});
    const [first, second] = await crowd(2);
    if (!first || !second) throw new Error('there are two');
    let letGo: () => void = () => undefined;
    let hasAwarded: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const awarded = new Promise<void>((resolve) => (hasAwarded = resolve));
    const underWay = inTransaction(shop.strapi, async (trx) => {
      const { points } = await award(trx, first);
      hasAwarded();
      await gate;
      return points;
    });
    await awarded;
    const after = changeRule(rule, { totalLimit: 100 }).then(() => awardNow(second));
    await Promise.race([after, pauseFor(1_500)]);
    letGo();
    expect([await underWay, await after]).toEqual([60, 40]);
    expect([await netOf(rule), await countedOf(rule)]).toEqual([100, 100]);
    await expectAudited();
  });

  it('by another instance holds at once here', async () => {
    const rule = await makeRule({});
    const member = await signIn();
    expect(await awardNow(member)).toBe(60);
    await database()('points_rules').where({ id: rule.id }).update({ total_limit: 100 });
    expect(await awardNow(member)).toBe(40);
    await database()('points_rules').where({ id: rule.id }).update({ enabled: false });
    expect(await awardNow(member)).toBe(0);
    await expectAudited();
  });

  it('cannot be less than what the rule has given', async () => {
    const rule = await makeRule({});
    await awardNow(await signIn());
    await expect(changeRule(rule, { totalLimit: 59 })).rejects.toMatchObject({
      name: 'BusinessError',
      userMessage: { zh: '此规则已经发放 60 积分，总量上限不能低于这个数；如需停止发放，请关闭“启用”' },
    });
    await changeRule(rule, { totalLimit: 60 });
    expect(await awardNow(await signIn())).toBe(0);
  });

  it('does not break payments when the rule has given more points than 32 bits can count', async () => {
    const rule = await makeRule({});
    const member = await signIn();
    expect(await awardNow(member)).toBe(60);
    const db = database();
    const entry = (await db('points_records').where({ user_id: member.id, rule_id: rule.id }).first()) as object;
    const huge = 1_500_000_000;
    for (const [index, change] of [huge, -huge, huge, -huge].entries()) {
      const key = `huge-${member.id}-${index}`;
      const row = { ...entry, change, document_id: key, idempotency_key: key } as Record<string, unknown>;
      Reflect.deleteProperty(row, 'id');
      const kind = change > 0 ? {} : { type: 'adjust', rule_id: null };
      await db('points_records').insert({ ...row, ...kind, balance_after: change > 0 ? huge + 60 : 60 });
    }
    await db('points_rules').where({ id: rule.id }).update({ total_limit: 2_000_000_000 });
    expect(await awardNow(member)).toBe(0);
    expect(await countedOf(rule)).toBe(2 * huge + 60);
    await changeRule(rule, { totalLimit: 0 });
    expect(await awardNow(member)).toBe(60);
    await expectAudited();
  });
});

describe('points of an order that have expired unspent', () => {
  it('are not asked for again when it is refunded; those that were spent are', async () => {
    const rule = await makeRule({ validDays: 1 });
    const member = await signIn();
    const sku = await makeSku({ price: 5_000, stock: 9 });
    const orderNo = await buy(member, await pickupOrder(sku, 2));
    await rule.remove();
    const account = (await database()('points_accounts').where({ user_id: member.id }).first()) as {
      document_id: string;
      available: number;
    };
    expect(account.available).toBe(100);
    await getService(
      shop.strapi,
      'api::points.adjust-points',
    )({
      accountDocumentId: account.document_id,
      points: -30,
      reason: '线下使用',
      validDays: 0,
      key: null,
      operator: 'test',
      operatorId: 1,
    });
    shop.clock.advance({ days: 3 });
    await shop.runJob('expire-points');
    const debtAfterRefund = async (): Promise<unknown> => {
      await openCase(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
      await settleRefunds();
      const now = (await database()('points_accounts').where({ user_id: member.id }).first()) as { debt: number };
      return now.debt;
    };
    expect(await debtAfterRefund()).toBe(0);
    expect(await debtAfterRefund()).toBe(30);
    const entries = await database()('points_records').where({ user_id: member.id, type: 'clawback' }).orderBy('id');
    expect(entries).toMatchObject([
      { change: 0, waived: 50, description: '退款收回：50 积分已经过期，不再扣除' },
      { change: -30, waived: 20 },
    ]);
    await expectAudited();
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  }, 60_000);
});
