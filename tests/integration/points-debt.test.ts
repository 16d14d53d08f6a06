import type {} from '../../src/api/points/services/award-points';
import type {} from '../../src/api/points/services/capture-points';
import type {} from '../../src/api/points/services/hold-points';
import type {} from '../../src/api/points/services/return-points';
import { inTransaction, type Trx } from '../../src/platform/database/in-transaction';
import { getService } from '../../src/platform/get-service';
import { openCase, settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { as, database, signIn } from '../support/members';
import { ensurePaymentRule, givePointsRule } from '../support/points';
import { buy, makeSku, pickupOrder, placeOrder } from '../support/shopping';

beforeAll(ensurePaymentRule);
afterAll(() => application().clock.reset());

describe('points that a paid order took from several lots', () => {
  it('come back to these lots, refund by refund, none of them twice', async () => {
    const member = await signIn();
    const at = application().clock.now();
    const run = <Result>(work: (trx: Trx) => Promise<Result>) => inTransaction(application().strapi, work);
    const service = <Uid extends Parameters<typeof getService>[1]>(uid: Uid) => getService(application().strapi, uid);
    const rules = [20, 40].map((validDays) => givePointsRule({ scene: 'review', fixedPoints: 30, validDays }));
    const written = await Promise.all(rules);
    await run((trx) =>
      service('api::points.award-points')(trx, {
        userId: member.id,
        scene: 'review',
        key: `lots:${member.id}`,
        description: '两批',
        at,
      }),
    );
    for (const rule of written) await rule.remove();
    const lots = () => database()('points_lots').where({ user_id: member.id }).orderBy('id').select('id', 'remaining');
    const before: unknown = await lots();
    const { available } = (await database()('points_accounts').where({ user_id: member.id }).first()) as {
      available: number;
    };
    const order = { userId: member.id, orderNo: `L${member.id}`, at };
    await run((trx) => service('api::points.hold-points')(trx, { ...order, points: available }));
    await run((trx) => service('api::points.capture-points')(trx, order));
    const parts = [20, 20, available - 40];
    for (const [index, points] of parts.entries()) {
      const reversal = { ...order, operationNo: `L${member.id}-${index}`, points };
      await run((trx) => service('api::points.return-points')(trx, reversal));
    }
    expect(await lots()).toEqual(before);
    const holds = (await database()('points_holds').where({ order_no: order.orderNo })) as Record<string, number>[];
    expect(holds.every(({ points, returned }) => points === returned)).toBe(true);
  });
});

describe('points that an unpaid order holds while a refund takes earned points back', () => {
  it('pay the debt first when the order is closed', async () => {
    const member = await signIn();
    const account = () => database()('points_accounts').where({ user_id: member.id }).first();
    const sku = await makeSku({ price: 10_000, stock: 3 });
    const body = await pickupOrder(sku);
    const refundedNo = await buy(member, body);
    const { available } = (await account()) as { available: number };
    expect(available).toBeGreaterThanOrEqual(100);
    const waitingNo = await placeOrder(member, { ...body, pointsToUse: available });
    await openCase(member, refundedNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    await settleRefunds();
    const debt = 100;
    expect(await account()).toMatchObject({ available: 0, frozen: available, debt });

    expect((await as(member).post(`/orders/${waitingNo}/cancel`).send({})).status).toBe(200);
    expect(await account()).toMatchObject({ available: available - debt, frozen: 0, debt: 0 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});
