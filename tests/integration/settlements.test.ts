import type {} from '../../src/api/merchant/services/settle-day';
import { calendarDay } from '../../src/domain/shared/calendar-day';
import { getService } from '../../src/platform/get-service';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { openCase, settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { atShop, hire, openShop, type Shop } from '../support/fulfilment';
import { database, signIn } from '../support/members';
import { runService } from '../support/run-service';
import { makeSku, payInWechat, placeOrder, startPayment } from '../support/shopping';

const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

let admin: AdminClient;

beforeAll(async () => {
  admin = await signInToPanel();
});

afterEach(() => {
  application().clock.reset();
});

const random = (most: number): number => Math.floor(Math.random() * (most + 1));

async function shopWithCommission(commissionBps: number): Promise<Shop> {
  const shop = await openShop();
  await application()
    .strapi.documents('api::merchant.merchant')
    .update({ documentId: shop.documentId, data: { commissionBps } as never });
  return shop;
}

/** A completed order of three units, of which some are refunded one by one. */
async function sell(shop: Shop, { price, refunds }: { price: number; refunds: number }): Promise<string> {
  const member = await signIn();
  const sku = await makeSku({ price, stock: 3, product: { kind: 'virtual', merchant: shop.id } });
  const items = [{ skuId: sku.documentId, quantity: 3 }];
  const orderNo = await placeOrder(member, { items, delivery: { mode: 'none' } });
  await payInWechat(member, await startPayment(member, orderNo));
  for (let index = 0; index < refunds; index += 1) {
    const { afterSaleNo } = await openCase(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    const row = (await database()('after_sales').where({ after_sale_no: afterSaleNo }).first()) as {
      document_id: string;
    };
    await admin.call('post', `/shop/after-sales/${row.document_id}/approve`, {});
  }
  return orderNo;
}

const isSqlite = (): boolean => application().strapi.db.dialect.client !== 'postgres';
/** As the database keeps it. */
const stored = (ms: number): number | string => (isSqlite() ? ms : new Date(ms).toISOString());
const ms = (value: unknown): number => new Date(value as string | number | Date).getTime();

async function paidOn(orderNo: string, at: number): Promise<void> {
  await database()('payments')
    .where({ order_no: orderNo })
    .update({ paid_at: stored(at) });
}

const settle = (day: string) => {
  const { strapi, clock } = application();
  return getService(strapi, 'api::merchant.settle-day')(strapi.db.connection, {
    day: calendarDay(day),
    at: clock.now(),
  });
};

interface Settlement {
  document_id: string;
  day: string;
  paid_amount: number;
  refunded_amount: number;
  commission: number;
  payable: number;
  order_count: number;
  refund_count: number;
  state: string;
}

const settlementsOf = (shop: Shop) =>
  database()('settlements').where({ merchant_id: shop.id }).orderBy('day') as unknown as Promise<Settlement[]>;

const shanghaiDay = (at: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(at);

/** The same books once more, by going through every record of the shop one by one. */
async function reckonSlowly(shop: Shop): Promise<Map<string, number[]>> {
  const days = new Map<string, number[]>();
  const add = (at: number, change: number[]) => {
    const day = shanghaiDay(at);
    const known = days.get(day) ?? [0, 0, 0, 0, 0];
    days.set(
      day,
      known.map((value, index) => value + (change[index] ?? 0)),
    );
  };
  const merchant = (await database()('merchants').where({ id: shop.id }).first()) as { commission_bps: number };
  const floor = (amount: number) => Math.floor((amount * merchant.commission_bps) / 10_000);
  const orders = (await database()('orders').where({ merchant_id: shop.id })) as { id: number }[];
  for (const { id } of orders) {
    for (const payment of (await database()('payments').where({ order_id: id })) as Record<string, number>[]) {
      if (String(payment.state) !== 'succeeded') continue;
      let left = Number(payment.amount);
      add(ms(payment.paid_at), [left, 0, floor(left), 1, 0]);
      const refunds = (await database()('refunds').where({ payment_id: payment.id })) as Record<string, unknown>[];
      const arrived = refunds.filter(({ state }) => state === 'succeeded');
      for (const refund of arrived.sort((a, b) => ms(a.succeeded_at) - ms(b.succeeded_at))) {
        const amount = Number(refund.amount);
        add(ms(refund.succeeded_at), [0, amount, floor(left - amount) - floor(left), 0, 1]);
        left -= amount;
      }
    }
  }
  return days;
}

describe('the settlement of a day', () => {
  it('of a random month equals what going through every record one by one gives', async () => {
    const shops = [await shopWithCommission(random(10_000)), await shopWithCommission(60)];
    const start = Date.parse('2031-03-01T00:00:00+08:00');
    for (let index = 0; index < 10; index += 1) {
      const shop = shops[index % 2] as Shop;
      await paidOn(await sell(shop, { price: 1 + random(5_000), refunds: random(3) }), start + random(25 * DAY_MS));
    }
    await settleRefunds(10);
    for (const shop of shops) {
      const rows = (await database()('refunds as r')
        .join('payments as p', 'p.id', 'r.payment_id')
        .join('orders as o', 'o.id', 'p.order_id')
        .where({ 'o.merchant_id': shop.id })
        .select('r.id', 'p.paid_at')) as { id: number; paid_at: unknown }[];
      for (const { id, paid_at: paidAt } of rows)
        await database()('refunds')
          .where({ id })
          .update({ succeeded_at: stored(ms(paidAt) + random(5 * DAY_MS)) });
    }
    for (let day = 1; day <= 31; day += 1) await settle(`2031-03-${String(day).padStart(2, '0')}`);
    for (const shop of shops) {
      const expected = await reckonSlowly(shop);
      const actual = new Map(
        (await settlementsOf(shop)).map((row) => [
          row.day,
          [row.paid_amount, row.refunded_amount, row.commission, row.order_count, row.refund_count].map(Number),
        ]),
      );
      expect([...actual].sort()).toEqual([...expected].sort());
    }
  });

  it('begins and ends at midnight of the shop, not of Greenwich', async () => {
    const shop = await shopWithCommission(0);
    await paidOn(await sell(shop, { price: 100, refunds: 0 }), Date.parse('2031-05-09T15:59:59.999Z'));
    await paidOn(await sell(shop, { price: 200, refunds: 0 }), Date.parse('2031-05-09T16:00:00.000Z'));
    await settle('2031-05-09');
    await settle('2031-05-10');
    expect((await settlementsOf(shop)).map(({ day, paid_amount: paid }) => [day, paid])).toEqual([
      ['2031-05-09', 300],
      ['2031-05-10', 600],
    ]);
  });

  it('becomes right when it is reckoned again, until it is settled', async () => {
    const shop = await shopWithCommission(1_000);
    const at = Date.parse('2031-06-15T12:00:00+08:00');
    await paidOn(await sell(shop, { price: 100, refunds: 0 }), at);
    await settle('2031-06-15');
    await paidOn(await sell(shop, { price: 200, refunds: 0 }), at);
    const path = async () => `/shop/settlements/${(await settlementsOf(shop))[0]?.document_id ?? ''}`;
    const changed = await admin.call('post', `${await path()}/settle`, { payable: 270 });
    expect(changed.status).toBe(400);
    const done = await admin.call('post', `${await path()}/settle`, { payable: 810, note: '银行转账' });
    expect([done.status, done.body]).toEqual([200, { data: { payable: 810 } }]);
    await paidOn(await sell(shop, { price: 300, refunds: 0 }), at);
    await settle('2031-06-15');
    expect(await settlementsOf(shop)).toMatchObject([{ state: 'settled', payable: 810, order_count: 2 }]);
    expect((await admin.call('post', `${await path()}/settle`, {})).status).toBe(409);
    const audited: unknown[] = await database()('audit_logs').where({
      action: 'settlement.settle',
      subject_id: (await settlementsOf(shop))[0]?.document_id,
    });
    expect(audited).toHaveLength(1);
  });

  it('has a statement with a line for each payment and refund', async () => {
    const shop = await shopWithCommission(60);
    const orderNo = await sell(shop, { price: 1_000, refunds: 1 });
    await settleRefunds();
    const at = Date.parse('2031-07-01T12:00:00+08:00');
    await paidOn(orderNo, at);
    await database()('refunds')
      .where({ order_no: orderNo })
      .update({ succeeded_at: stored(at + 1_000) });
    await settle('2031-07-01');
    const [row] = await settlementsOf(shop);
    const answer = await admin.call('get', `/shop/settlements/${row?.document_id ?? ''}/statement`);
    const { csv } = (answer.body as { data: { csv: string } }).data;
    const lines = csv.trim().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',').slice(4))).toEqual([
      ['30.00', '0.18', '29.82'],
      ['-10.00', '-0.06', '-9.94'],
    ]);
  });

  it('is made up by the job on the next day, also for days it has missed, once', async () => {
    const shop = await shopWithCommission(0);
    await sell(shop, { price: 700, refunds: 0 });
    application().clock.advance({ days: 4 });
    // Days of other tests lie far ahead; the job goes on from the last one.
    await database()('settlements').where('day', '>', '2030-01-01').delete();
    await runService('api::merchant.settle-days');
    await runService('api::merchant.settle-days');
    expect(await settlementsOf(shop)).toMatchObject([{ paid_amount: 2_100, payable: 2_100, state: 'pending' }]);
  });
});

describe('GET /merchant/settlements', () => {
  it('shows a merchant its own, to owners and managers only', async () => {
    const shop = await shopWithCommission(0);
    const other = await shopWithCommission(0);
    await paidOn(await sell(shop, { price: 100, refunds: 0 }), Date.parse('2031-08-01T12:00:00+08:00'));
    await settle('2031-08-01');
    const seen = await atShop(shop.owner, shop).get('/merchant/settlements');
    expect((seen.body as { data: unknown[] }).data).toMatchObject([
      { day: '2031-08-01', status: 'pending', paidAmount: 300, payable: 300, orderCount: 1 },
    ]);
    const foreign = await atShop(other.owner, other).get('/merchant/settlements');
    expect((foreign.body as { data: unknown[] }).data).toEqual([]);
    expect((await atShop(other.owner, shop).get('/merchant/settlements')).status).toBe(403);
    expect((await atShop(await hire(shop, 'cashier'), shop).get('/merchant/settlements')).status).toBe(403);
    expect((await atShop(shop.owner, shop).get('/merchant/settlements?from=2031-08-02')).body.data).toEqual([]);
  });
});
