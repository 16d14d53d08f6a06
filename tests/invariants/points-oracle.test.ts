import fc from 'fast-check';
import type {} from '../../src/api/points/services/adjust-points';
import type {} from '../../src/api/points/services/award-points';
import type {} from '../../src/api/points/services/capture-points';
import type {} from '../../src/api/points/services/claw-back-points';
import type {} from '../../src/api/points/services/hold-points';
import type {} from '../../src/api/points/services/release-points';
import type {} from '../../src/api/points/services/return-points';
import { fen } from '../../src/domain/shared/fen';
import { inTransaction, type Trx } from '../../src/platform/database/in-transaction';
import { getService } from '../../src/platform/get-service';
import { application } from '../support/api';
import { makeProduct } from '../support/catalog';
import { makePaymentCode } from '../support/merchants';
import { database, newOpenid, signIn, type SignedIn } from '../support/members';
import { expectCoherentPoints, givePointsRule, pausePointsRules } from '../support/points';
import { OracleAccount, type OracleEvent, type OracleRule, OracleRules } from '../support/points-oracle';
import { drawnFromSeed } from '../support/scenario/seed';

const RUNS = Number(process.env.POINTS_RUNS ?? 12);
const SCENES = ['payment', 'order_completed', 'check_in', 'review'] as const;

/** Rows that rules can be limited to, with their document ids. */
interface Target {
  id: number;
  documentId: string;
}
let products: Target[];
let merchants: Target[];
let levelId: number;
let members: SignedIn[];
let pause: { restore(): Promise<void> };

const shop = application();
const service = <Uid extends Parameters<typeof getService>[1]>(uid: Uid) => getService(shop.strapi, uid);
const inTrx = <Result>(work: (trx: Trx) => Promise<Result>) => inTransaction(shop.strapi, work);

beforeAll(async () => {
  pause = await pausePointsRules();
  products = [];
  merchants = [];
  for (let made = 0; made < 2; made += 1) {
    const { documentId } = await makeProduct([100]);
    const row = (await database()('products').where({ document_id: documentId }).first('id')) as { id: number };
    products.push({ id: row.id, documentId });
    const { merchantId, merchantDocumentId } = await makePaymentCode();
    merchants.push({ id: merchantId, documentId: merchantDocumentId });
  }
  const level = await shop.strapi
    .documents('api::member.member-level')
    .create({ data: { name: '规则对照', growthThreshold: 888_888, pointsMultiplierBps: 17_500 } as never });
  levelId = Number(level.id);
});
afterAll(async () => {
  await database()('up_users').where({ level_id: levelId }).update({ level_id: null });
  await shop.strapi.db.query('api::member.member-level').delete({ where: { id: levelId } });
  await pause.restore();
  shop.clock.reset();
});

const limit = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90 }));
const someOf = fc.oneof(fc.constant<number[]>([]), fc.subarray([0, 1]));
const rule = fc.record({
  scene: fc.constantFrom(...SCENES),
  pointsPerHundredYuan: fc.constantFrom(0, 33, 100, 250),
  fixedPoints: fc.nat(12),
  minAmount: fc.constantFrom(0, 0, 900, 2_500),
  minPoints: fc.oneof(fc.constant(0), fc.nat(15)),
  maxPoints: limit,
  dailyLimitPerUser: limit,
  totalLimit: fc.oneof(fc.constant(0), fc.integer({ min: 50, max: 200 })),
  validDays: fc.constantFrom(0, 1, 5, 12, 40),
  usesMemberMultiplier: fc.boolean(),
  streakDays: fc.integer({ min: 2, max: 4 }),
  streakBonus: fc.nat(20),
  merchants: someOf,
  products: someOf,
  startsIn: fc.option(fc.integer({ min: -3, max: 6 })),
  endsIn: fc.option(fc.integer({ min: 1, max: 30 })),
  priority: fc.nat(2),
  stackable: fc.boolean(),
});
type RandomRule = typeof rule extends fc.Arbitrary<infer Value> ? Value : never;

const user = fc.nat(1);
const award = fc.record({
  deed: fc.constant('award' as const),
  user,
  scene: fc.constantFrom(...SCENES),
  amounts: fc.array(fc.tuple(fc.nat(1), fc.nat(5_000)), { maxLength: 3 }),
  freight: fc.constantFrom(0, 800),
  merchant: fc.option(fc.nat(1)),
  streak: fc.nat(9),
});
const command = fc.oneof(
  { weight: 6, arbitrary: award },
  { weight: 1, arbitrary: fc.record({ deed: fc.constant('again' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ deed: fc.constant('hold' as const), user, points: fc.integer({ min: 1, max: 60 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ deed: fc.constantFrom('capture' as const, 'release' as const), pick: fc.nat(9) }),
  },
  { weight: 2, arbitrary: fc.record({ deed: fc.constant('giveBack' as const), pick: fc.nat(9), share: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ deed: fc.constant('takeBack' as const), pick: fc.nat(9), share: fc.nat(4) }) },
  {
    weight: 1,
    arbitrary: fc.record({ deed: fc.constant('adjust' as const), user, points: fc.integer({ min: -40, max: 40 }) }),
  },
  { weight: 2, arbitrary: fc.record({ deed: fc.constant('days' as const), days: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.record({ deed: fc.constant('expire' as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

/** The same history, told to the application and to the oracle; after every deed both must say the same. */
class History {
  private readonly accounts: [OracleAccount, OracleAccount] = [new OracleAccount(), new OracleAccount()];
  /** Orders of each kind that can still go on: their buyer, and the points they are about. */
  private held: { order: string; user: number }[] = [];
  private spent: { order: string; user: number; left: number }[] = [];
  private earned: { order: string; user: number; left: number }[] = [];
  private lots = 0;
  private last: { event: OracleEvent; at: Date } | null = null;

  constructor(private readonly rules: OracleRules) {}

  async perform(deed: Command): Promise<void> {
    switch (deed.deed) {
      case 'award':
        return this.award(deed);
      case 'again':
        return this.again();
      case 'hold':
        return this.hold(deed);
      case 'capture':
      case 'release':
        return this.end(deed);
      case 'giveBack':
        return this.giveBack(deed);
      case 'takeBack':
        return this.takeBack(deed);
      case 'adjust':
        return this.adjust(deed);
      case 'days':
        shop.clock.advance({ days: deed.days });
        return;
      case 'expire': {
        const at = shop.clock.now().getTime();
        await shop.runJob('expire-points');
        for (const account of this.accounts) account.expire(at);
      }
    }
  }

  private async award(deed: Extract<Command, { deed: 'award' }>): Promise<void> {
    const at = shop.clock.now();
    const order = newOpenid();
    const lines = deed.amounts.map(([product, paidAmount]) => ({ productId: this.product(product), paidAmount }));
    const merchantId = deed.merchant === null ? null : (merchants[deed.merchant]?.id ?? null);
    const event: OracleEvent = {
      user: deed.user,
      scene: deed.scene,
      paidAmount: lines.reduce((sum, line) => sum + line.paidAmount, 0) + deed.freight,
      freightAmount: deed.freight,
      lines,
      merchantId,
      multiplierPercent: deed.user === 0 ? 100 : 175,
      streak: deed.scene === 'check_in' ? deed.streak : 0,
      order,
      at: at.getTime(),
    };
    this.last = { event, at };
    const points = await this.give(event, at);
    const isOrder = deed.scene === 'payment' || deed.scene === 'order_completed';
    if (isOrder && points > 0) this.earned.push({ order, user: deed.user, left: points });
  }

  /** What has given points gives none again. What gave none left no trace, and is judged by what the limits allow now. */
  private async again(): Promise<void> {
    if (!this.last) return;
    const { event, at } = this.last;
    const isGiven = (this.account(event.user).awards.get(event.order) ?? []).length > 0;
    if (isGiven) expect(await this.awardOf(event, at)).toBe(0);
    else await this.give(event, at);
  }

  /** @returns points, which both say are the same */
  private async give(event: OracleEvent, at: Date): Promise<number> {
    const awards = this.rules.award(event);
    const points = awards.reduce((sum, one) => sum + one.points, 0);
    expect(await this.awardOf(event, at)).toBe(points);
    const account = this.account(event.user);
    for (const one of awards)
      account.earn(one.points, {
        lot: (this.lots += 1),
        order: event.order,
        expiresAt: one.expiresAt,
        award: one,
      });
    account.awards.set(event.order, awards);
    return points;
  }

  /**
   * @param at the clock's own date: one that is made here is of another world and no date to SQLite
   * @returns points that the application gives
   */
  private async awardOf({ order, streak, ...event }: OracleEvent, at: Date): Promise<number> {
    const request = {
      userId: this.member(event.user).id,
      scene: event.scene,
      key: order,
      description: '对照',
      at,
      paidAmount: fen(event.paidAmount),
      freightAmount: fen(event.freightAmount),
      merchantId: event.merchantId,
      lines: event.lines.map((line) => ({ productId: line.productId, paidAmount: fen(line.paidAmount) })),
      orderNo: order,
      ...(streak > 0 ? { streak } : {}),
    };
    return (await inTrx((trx) => service('api::points.award-points')(trx, request))).points;
  }

  private async hold({ user: buyer, points }: Extract<Command, { deed: 'hold' }>): Promise<void> {
    const at = shop.clock.now();
    const order = newOpenid();
    const holding = inTrx((trx) =>
      service('api::points.hold-points')(trx, { userId: this.member(buyer).id, orderNo: order, points, at }),
    );
    if (this.account(buyer).hold(order, points, at.getTime())) {
      await holding;
      this.held.push({ order, user: buyer });
    } else await expect(holding).rejects.toMatchObject({ name: 'InsufficientPointsError' });
  }

  private async end({ deed, pick }: Extract<Command, { deed: 'capture' | 'release' }>): Promise<void> {
    const [ended] = this.held.splice(pick % Math.max(this.held.length, 1), 1);
    if (!ended) return;
    const account = this.account(ended.user);
    const request = { userId: this.member(ended.user).id, orderNo: ended.order, at: shop.clock.now() };
    const points = account.held.get(ended.order)?.length ?? 0;
    if (deed === 'capture') {
      // Told twice, as everything is.
      for (const _time of [1, 2]) await inTrx((trx) => service('api::points.capture-points')(trx, request));
      account.capture(ended.order);
      this.spent.push({ ...ended, left: points });
    } else {
      for (const _time of [1, 2]) await inTrx((trx) => service('api::points.release-points')(trx, request));
      account.release(ended.order);
    }
  }

  private async giveBack({ pick, share }: Extract<Command, { deed: 'giveBack' }>): Promise<void> {
    const order = this.spent[pick % Math.max(this.spent.length, 1)];
    if (!order || order.left === 0) return;
    const points = Math.max(1, Math.floor((order.left * share) / 4));
    const at = shop.clock.now();
    const reversal = { userId: this.member(order.user).id, orderNo: order.order, operationNo: newOpenid(), points, at };
    for (const _time of [1, 2]) await inTrx((trx) => service('api::points.return-points')(trx, reversal));
    order.left -= points;
    this.account(order.user).giveBack(order.order, points, { at: at.getTime(), lot: (this.lots += 1) });
  }

  private async takeBack({ pick, share }: Extract<Command, { deed: 'takeBack' }>): Promise<void> {
    const order = this.earned[pick % Math.max(this.earned.length, 1)];
    if (!order || order.left === 0) return;
    const points = Math.max(1, Math.floor((order.left * share) / 4));
    const at = shop.clock.now();
    const reversal = { userId: this.member(order.user).id, orderNo: order.order, operationNo: newOpenid(), points, at };
    for (const _time of [1, 2]) await inTrx((trx) => service('api::points.claw-back-points')(trx, reversal));
    order.left -= points;
    for (const part of this.account(order.user).takeBack(order.order, points))
      this.rules.takeBack(part.award, { user: order.user, points: part.points });
  }

  private async adjust({ user: owner, points }: Extract<Command, { deed: 'adjust' }>): Promise<void> {
    if (points === 0) return;
    const at = shop.clock.now();
    const account = (await database()('points_accounts')
      .where({ user_id: this.member(owner).id })
      .first('document_id')) as { document_id: string } | undefined;
    if (!account) return;
    const adjusting = service('api::points.adjust-points')({
      accountDocumentId: account.document_id,
      points,
      reason: '对照',
      validDays: 0,
      key: null,
      operator: 'oracle',
      operatorId: 1,
    });
    const lot = { lot: (this.lots += 1), order: null, expiresAt: null };
    if (this.account(owner).adjust(points, lot, at.getTime())) await adjusting;
    else await expect(adjusting).rejects.toMatchObject({ name: 'InsufficientPointsError' });
  }

  /** What the database says of both users is what the oracle says. */
  async compare(): Promise<void> {
    for (const [index, account] of this.accounts.entries()) {
      const { id } = this.member(index);
      const row: unknown = await database()('points_accounts').where({ user_id: id }).first();
      const { debt, total, used, expired, frozen } = account;
      if (row === undefined) expect(total).toBe(0);
      else expect(row).toMatchObject({ available: account.points.length, frozen, debt, total, used, expired });
      expect(total - used - expired).toBe(account.points.length + frozen - debt);
      expect(await lotsByEnd(id)).toEqual(byEnd(account.points.map(({ expiresAt }) => [expiresAt, 1])));
      await expectCoherentPoints(id);
    }
  }

  private account(index: number): OracleAccount {
    return this.accounts[index === 0 ? 0 : 1];
  }

  private member(index: number): SignedIn {
    const member = members[index];
    if (!member) throw new Error('there are two members');
    return member;
  }

  private product(index: number): number {
    return products[index]?.id ?? 0;
  }
}

/** What the ledger says a rule has given is what the oracle says, and within its limit. */
async function compareRule({ id, totalLimit }: OracleRule, rules: OracleRules): Promise<void> {
  const rows = (await database()('points_records').where({ rule_id: id })) as { change: number }[];
  const given = rows.reduce((sum, { change }) => sum + change, 0);
  expect(given).toBe(rules.givenBy(id));
  if (totalLimit > 0) expect(given).toBeLessThanOrEqual(totalLimit);
}

/** Points by the instant they end, as text in order. */
function byEnd(parts: [number | null, number][]): string[] {
  const sums = new Map<number | null, number>();
  for (const [end, points] of parts) sums.set(end, (sums.get(end) ?? 0) + points);
  return [...sums].map(([end, points]) => `${String(end)}: ${points}`).sort();
}

async function lotsByEnd(userId: number): Promise<string[]> {
  const rows = (await database()('points_lots').where({ user_id: userId }).andWhere('remaining', '>', 0)) as {
    remaining: number;
    expires_at: Date | number | null;
  }[];
  return byEnd(rows.map((row) => [row.expires_at === null ? null : Number(row.expires_at), row.remaining]));
}

/** Writes a random rule as staff would, and tells the oracle the same. */
async function writeRule(random: RandomRule, at: number): Promise<{ told: OracleRule; remove(): Promise<void> }> {
  const { merchants: merchantPicks, products: productPicks, startsIn, endsIn, ...values } = random;
  const instant = (days: number | null): number | null => (days === null ? null : at + days * 43_200_000);
  const [startsAt, endsAt] = [instant(startsIn), instant(endsIn)];
  const targets = (picks: number[], from: Target[]): Target[] => picks.flatMap((pick) => from[pick] ?? []);
  const merchantTargets = targets(merchantPicks, merchants);
  const productTargets = targets(productPicks, products);
  const written = await givePointsRule({
    ...values,
    merchants: merchantTargets.map(({ documentId }) => documentId),
    products: productTargets.map(({ documentId }) => documentId),
    startsAt: startsAt === null ? null : new Date(startsAt).toISOString(),
    endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
  });
  const { id } = (await database()('points_rules').where({ document_id: written.documentId }).first('id')) as Target;
  const scope = {
    merchantIds: merchantTargets.map((target) => target.id),
    productIds: productTargets.map((target) => target.id),
  };
  return { told: { id, ...values, ...scope, startsAt, endsAt }, remove: written.remove };
}

describe('for random rules and histories', () => {
  it('every award, lot, balance and debt is what counting single points by the specification gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(rule, { minLength: 1, maxLength: 4 }),
        fc.array(command, { minLength: 8, maxLength: 30 }),
        async (randomRules, commands) => {
          shop.clock.reset();
          members = [await signIn(), await signIn()];
          await database()('up_users').where({ id: members[1]?.id }).update({ level_id: levelId });
          const written = [];
          for (const random of randomRules) written.push(await writeRule(random, shop.clock.now().getTime()));
          const rules = new OracleRules(written.map(({ told }) => told));
          const history = new History(rules);
          try {
            for (const one of commands) {
              await history.perform(one);
              await history.compare();
            }
          } finally {
            for (const { remove } of written) await remove();
          }
          for (const { told } of written) await compareRule(told, rules);
        },
      ),
      { numRuns: RUNS, interruptAfterTimeLimit: 100_000, ...drawnFromSeed() },
    );
  }, 150_000);
});
