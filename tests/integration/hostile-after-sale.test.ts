import { setTimeout as sleep } from 'node:timers/promises';
import type {} from '../../src/api/order/services/decide-after-sale';
import { getService } from '../../src/platform/get-service';
import { caseOf, changeSettings, openCase, refundsOf, settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { makeProduct, setStock, stockOf } from '../support/catalog';
import { expectBooksBalance } from '../support/facts';
import { buyByExpress, buyForPickup, makeShopSku, openShop, ship, type Shop } from '../support/fulfilment';
import { as, database, signIn, type SignedIn } from '../support/members';
import { givePointsRule, pausePointsRules } from '../support/points';
import { buy, makePickupPoint, makeSku, orderOf } from '../support/shopping';

const restore: { restore(): Promise<void> }[] = [];
let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterEach(async () => {
  application().clock.reset();
  for (const change of restore.splice(0).reverse()) await change.restore();
});

type Verdict = 'approve' | 'reject' | 'receive_return';

const decide = (afterSaleNo: string, verdict: Verdict): Promise<void> =>
  getService(
    application().strapi,
    'api::order.decide-after-sale',
  )({ afterSaleNo, verdict, merchantId: null, note: '核实', operator: { type: 'system', name: 'test' } });

const pointsOf = async (member: SignedIn): Promise<unknown> =>
  database()('points_accounts').where({ user_id: member.id }).first('available', 'debt', 'total');

/** Sends units back and has them received. */
async function sendBack(member: SignedIn, orderNo: string, items: { skuId: string; quantity: number }[]) {
  const { afterSaleNo } = await openCase(member, orderNo, { type: 'return_refund', items });
  await decide(afterSaleNo, 'approve');
  const parcel = { carrier: '顺丰速运', trackingNo: 'SF1234567890' };
  expect((await as(member).post(`/after-sales/${afterSaleNo}/return-shipment`).send(parcel)).status).toBe(200);
  await decide(afterSaleNo, 'receive_return');
  await settleRefunds();
}

describe('points earned', () => {
  it('by the units that were kept until completion go back with these units, all of them', async () => {
    const paused = await pausePointsRules();
    const rules = [
      await givePointsRule({ scene: 'payment', pointsPerHundredYuan: 100, enabled: true }),
      await givePointsRule({ scene: 'order_completed', pointsPerHundredYuan: 100, enabled: true }),
    ];
    const removeRules = async () => {
      for (const rule of rules) await rule.remove();
    };
    restore.push(paused, { restore: removeRules });
    const member = await signIn();
    const sku = await makeShopSku(shop, { price: 10_000, stock: 10 });
    const orderNo = await buyByExpress(member, [{ sku, quantity: 10 }]);
    await openCase(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 9 }] });
    await settleRefunds();
    await ship(shop, orderNo);
    expect((await as(member).post(`/orders/${orderNo}/confirm-receipt`).send({})).status).toBe(200);
    expect(await pointsOf(member)).toMatchObject({ available: 200, debt: 0 });

    await sendBack(member, orderNo, [{ skuId: sku.documentId, quantity: 1 }]);
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'refunded', refundedAmount: 100_000 });
    expect(await pointsOf(member)).toEqual({ available: 0, debt: 0, total: 0 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});

describe('freight', () => {
  it('stays with the shop when a sibling case is given up and its goods are sent after all', async () => {
    restore.push(await changeSettings({ refundsUnshippedAtOnce: false, expressFee: 800, expressFreeFrom: 9_999_999 }));
    const member = await signIn();
    const sku = await makeShopSku(shop, { price: 1_000, stock: 2 });
    const orderNo = await buyByExpress(member, [{ sku, quantity: 2 }]);
    const items = [{ skuId: sku.documentId, quantity: 1 }];
    const first = await openCase(member, orderNo, { items });
    const last = await openCase(member, orderNo, { items });
    expect([first, last]).toMatchObject([
      { amount: 1_000, freightAmount: 0 },
      { amount: 1_800, freightAmount: 800 },
    ]);
    expect((await as(member).post(`/after-sales/${first.afterSaleNo}/cancel`)).status).toBe(200);
    expect((await ship(shop, orderNo)).status).toBe(200);
    await decide(last.afterSaleNo, 'approve');
    await settleRefunds();
    expect(await caseOf(member, last.afterSaleNo)).toMatchObject({ amount: 1_000, freightAmount: 0 });
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'shipped', refundedAmount: 1_000 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});

describe('units kept from being handed over', () => {
  it('cannot be left with nobody: once the order is completed without them, only their money can go back', async () => {
    restore.push(await changeSettings({ refundsUnshippedAtOnce: false }));
    const member = await signIn();
    const sku = await makeShopSku(shop, { price: 1_000, stock: 2 });
    const orderNo = await buyByExpress(member, [{ sku, quantity: 2 }]);
    const { afterSaleNo } = await openCase(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    await ship(shop, orderNo);
    expect((await as(member).post(`/orders/${orderNo}/confirm-receipt`).send({})).status).toBe(200);

    const cancelled = await as(member).post(`/after-sales/${afterSaleNo}/cancel`);
    expect(cancelled.body).toMatchObject({ code: 1101, error: { details: { reason: 'never_handed_over' } } });
    await expect(decide(afterSaleNo, 'reject')).rejects.toMatchObject({ name: 'OrderStateError' });
    await decide(afterSaleNo, 'approve');
    await settleRefunds();
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'completed', refundedAmount: 1_000 });
    expect(await stockOf(sku.id)).toEqual({ available: 1, reserved: 0, sold: 1 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});

describe('an order whose money is all back', () => {
  async function buyWithGift(member: SignedIn) {
    const { skus } = await makeProduct([1_000, 0]);
    const [paid, gift] = skus;
    if (!paid || !gift) throw new Error('two SKUs were wanted');
    for (const sku of skus) await setStock(sku.id, 1);
    const lines = [paid, gift].map((sku) => ({ skuId: sku.documentId, quantity: 1 }));
    const delivery = { mode: 'pickup', pickupPointId: await makePickupPoint() };
    const orderNo = await buy(member, { items: lines, delivery });
    return { orderNo, paid, gift };
  }

  it('gives what cost nothing and never left the house back to the stock', async () => {
    const member = await signIn();
    const { orderNo, paid, gift } = await buyWithGift(member);
    await openCase(member, orderNo, { items: [{ skuId: paid.documentId, quantity: 1 }] });
    await settleRefunds();
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'refunded', refundedAmount: 1_000 });
    expect(await stockOf(gift.id)).toEqual({ available: 1, reserved: 0, sold: 0 });
    await expectBooksBalance({ users: [member.id], skus: [paid.id, gift.id] });
  });

  it('does not hold up a case about what cost nothing', async () => {
    restore.push(await changeSettings({ refundsUnshippedAtOnce: false }));
    const member = await signIn();
    const { orderNo, paid, gift } = await buyWithGift(member);
    const open = (sku: { documentId: string }) =>
      openCase(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    const [money, nothing] = [await open(paid), await open(gift)];
    await decide(money.afterSaleNo, 'approve');
    await settleRefunds();
    await decide(nothing.afterSaleNo, 'approve');
    expect(await caseOf(member, nothing.afterSaleNo)).toMatchObject({ status: 'approved', amount: 0 });
    expect(await stockOf(gift.id)).toEqual({ available: 1, reserved: 0, sold: 0 });
    await expectBooksBalance({ users: [member.id], skus: [paid.id, gift.id] });
  });
});

describe('the fiftieth refund of a payment', () => {
  it('that WeChat closes waits for staff instead of for a number that cannot be', async () => {
    const member = await signIn();
    const sku = await makeSku({ price: 1_000, stock: 1 });
    const orderNo = await buyForPickup(member, sku);
    await openCase(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    const [refund] = await refundsOf(orderNo);
    if (!refund) throw new Error('a refund was wanted');
    await database()('refunds').where({ id: refund.id }).update({ sequence: 50 });
    const state = {
      outRefundNo: refund.out_refund_no,
      refundId: '5000',
      refundFen: 1_000,
      status: 'CLOSED' as const,
      successTime: null,
    };
    await getService(application().strapi, 'api::payment.apply-refund-state')(state as never);
    expect(await refundsOf(orderNo)).toMatchObject([{ state: 'closed' }]);
    const called: unknown = await database()('outbox_events')
      .where({ aggregate_id: refund.out_refund_no, name: 'refund.abnormal' })
      .first('id');
    expect(called).toBeDefined();
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});

describe('a cancellation while the parcel leaves', () => {
  it('is refused when the parcel was first, and refuses the parcel when it was first', async () => {
    const member = await signIn();
    const sku = await makeShopSku(shop, { stock: 24 });
    const outcomes: [status: number, cases: number][] = [];
    // A little later every time, so that some cancellation looks at the order just before the parcel leaves.
    for (let delay = 0; delay < 24; delay += 1) {
      const orderNo = await buyByExpress(member, [{ sku, quantity: 1 }]);
      const [sent, cancelled] = await Promise.all([
        ship(shop, orderNo),
        sleep(delay).then(() => as(member).post(`/orders/${orderNo}/cancel`).send({ reason: '不想要了' })),
      ]);
      expect([cancelled.status, sent.status].sort()).toEqual([200, 409]);
      const cases: unknown[] = await database()('after_sales').where({ order_no: orderNo });
      outcomes.push([cancelled.status, cases.length]);
    }
    expect(outcomes.filter(([status, cases]) => cases !== (status === 200 ? 1 : 0))).toEqual([]);
  });
});
