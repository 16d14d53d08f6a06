import type {} from '../../src/api/merchant/services/settle-merchant';
import { getService } from '../../src/platform/get-service';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { openCase, settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { atShop, hire, openShop, type Shop } from '../support/fulfilment';
import { as, database, signIn, type SignedIn } from '../support/members';
import { type BookLine, figuresOf, readBooks, shanghaiDay } from '../support/merchant-books';
import { seededPick } from '../support/picker';
import { ensurePaymentRule } from '../support/points';
import { makeSku, payInWechat, placeOrder, startPayment } from '../support/shopping';

const DAY_MS = 86_400_000;
const MONTH = '2024-03';
const MONTH_BEGINS = Date.parse(`${MONTH}-01T00:00:00+08:00`);
const DAYS = Array.from({ length: 31 }, (_day, index) => `${MONTH}-${String(index + 1).padStart(2, '0')}`);

const random = seededPick();

interface Counter {
  shop: Shop;
  codes: { id: number; code: string }[];
}

let admin: AdminClient;
let customers: SignedIn[];
let counters: Counter[];

async function openCounter(commissionBps: number): Promise<Counter> {
  const shop = await openShop();
  await application()
    .strapi.documents('api::merchant.merchant')
    .update({ documentId: shop.documentId, data: { commissionBps } as never });
  const codes = [];
  for (const title of ['一号桌', '二号桌']) {
    const made = await atShop(shop.owner, shop).post('/merchant/payment-codes').send({ title });
    const { code } = made.body.data as { code: string };
    codes.push((await database()('payment_codes').where({ code }).first('id', 'code')) as { id: number; code: string });
  }
  return { shop, codes };
}

const someCustomer = (): SignedIn => customers[random(customers.length - 1)] as SignedIn;

/** Scan-to-pay; some of it is given back whole by the shop. */
async function scan({ codes }: Counter): Promise<void> {
  const member = someCustomer();
  const { code } = codes[random(codes.length - 1)] as { code: string };
  const answer = await as(member)
    .post(`/payment-codes/${code}/pay`)
    .send({ amount: 1 + random(20_000) });
  const { orderNo, payParams } = answer.body.data as { orderNo: string; payParams: never };
  await payInWechat(member, payParams);
  if (random(3) === 0) await admin.call('post', `/shop/orders/${orderNo}/refund`, { reason: '多收了' });
}

/** A completed order of three units, of which some are refunded one by one. */
async function sell({ shop }: Counter): Promise<void> {
  const member = someCustomer();
  const sku = await makeSku({ price: 1 + random(5_000), stock: 3, product: { kind: 'virtual', merchant: shop.id } });
  const items = [{ skuId: sku.documentId, quantity: 3 }];
  const orderNo = await placeOrder(member, { items, delivery: { mode: 'none' } });
  await payInWechat(member, await startPayment(member, orderNo));
  for (let unit = random(3); unit > 0; unit -= 1) {
    const { afterSaleNo } = await openCase(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    await atShop(shop.owner, shop).post(`/merchant/after-sales/${afterSaleNo}/approve`).send({});
  }
}

const isSqlite = (): boolean => application().strapi.db.dialect.client !== 'postgres';
/** As the database keeps it. */
const stored = (at: number): number | string => (isSqlite() ? at : new Date(at).toISOString());

/** Payments anywhere from ten days before the month to its end, some in the first and last moment of a day; refunds days later. */
async function scatter({ shop }: Counter): Promise<void> {
  const payments = (await database()('payments as p')
    .join('orders as o', 'o.id', 'p.order_id')
    .where('o.merchant_id', shop.id)
    .select('p.id')) as { id: number }[];
  for (const { id } of payments) {
    const midnight = MONTH_BEGINS + (random(40) - 10) * DAY_MS;
    const paidAt = midnight + ([0, -1, random(DAY_MS), random(DAY_MS)][random(3)] ?? 0);
    await database()('payments')
      .where({ id })
      .update({ paid_at: stored(paidAt) });
    for (const refund of (await database()('refunds').where({ payment_id: id })) as { id: number }[])
      await database()('refunds')
        .where({ id: refund.id })
        .update({ succeeded_at: stored(paidAt + random(6 * DAY_MS)) });
  }
}

beforeAll(async () => {
  await ensurePaymentRule();
  admin = await signInToPanel();
  customers = [await signIn(), await signIn(), await signIn(), await signIn()];
  counters = [await openCounter(random(10_000)), await openCounter(60)];
  for (let index = 0; index < 24; index += 1) await (random(2) === 0 ? sell : scan)(counters[index % 2] as Counter);
  await settleRefunds(8);
  application().clock.reset();
  for (const counter of counters) await scatter(counter);
}, 120_000);

const statisticsOf = async (shop: Shop, query: string) =>
  (await atShop(shop.owner, shop).get(`/merchant/statistics?${query}`)).body.data as {
    totals: object;
    rows: Record<string, unknown>[];
  };

const isInMonth = ({ at }: BookLine): boolean => shanghaiDay(at).startsWith(MONTH);

describe('the statistics of a random month', () => {
  it('equal what going through every record one by one gives: in all, by day and by code', async () => {
    for (const { shop, codes } of counters) {
      const books = await readBooks(shop.id);
      const month = books.filter(isInMonth);
      const byDay = await statisticsOf(shop, `from=${MONTH}-01&to=${MONTH}-31&groupBy=day`);
      const expectedDays = DAYS.map((day) => ({
        day,
        ...figuresOf(
          month.filter(({ at }) => shanghaiDay(at) === day),
          books,
        ),
      }));
      expect({ totals: byDay.totals, rows: byDay.rows }).toEqual({
        totals: figuresOf(month, books),
        rows: expectedDays,
      });
      const byCode = await statisticsOf(shop, `from=${MONTH}-01&to=${MONTH}-31&groupBy=code`);
      expect(byCode.totals).toEqual(byDay.totals);
      const expectedCodes = [...codes, null].flatMap((code) => {
        const lines = month.filter(({ codeId }) => codeId === (code?.id ?? null));
        return lines.length === 0 ? [] : [{ code: code?.code ?? null, ...figuresOf(lines, books) }];
      });
      const seen = byCode.rows.map(({ title: _title, ...row }) => row);
      const inOrder = (rows: object[]) => rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();
      expect(inOrder(seen)).toEqual(inOrder(expectedCodes));
    }
  });

  it('equal the settlements of its days, commission included', async () => {
    for (const { shop } of counters) {
      await getService(application().strapi, 'api::merchant.settle-merchant')(shop.id);
      const month = (await readBooks(shop.id)).filter(isInMonth);
      const { rows } = await statisticsOf(shop, `from=${MONTH}-01&to=${MONTH}-31`);
      const settlements = await atShop(shop.owner, shop).get(
        `/merchant/settlements?limit=100&from=${MONTH}-01&to=${MONTH}-31`,
      );
      const settled = new Map(
        (settlements.body.data as Record<string, number | string>[]).map((row) => [String(row.day), row]),
      );
      for (const row of rows) {
        const lines = month.filter(({ at }) => shanghaiDay(at) === row.day);
        const commission = lines.reduce((sum, line) => sum + line.commission, 0);
        const { paidAmount = 0, refundedAmount = 0, ...rest } = settled.get(String(row.day)) ?? {};
        expect({ day: row.day, paidAmount, refundedAmount }).toEqual({
          day: row.day,
          paidAmount: row.paidAmount,
          refundedAmount: row.refundedAmount,
        });
        const { commission: kept = 0, payable = 0, orderCount = 0, refundCount = 0 } = rest;
        expect([kept, payable, orderCount, refundCount]).toEqual([
          commission,
          Number(row.netAmount) - commission,
          row.orders,
          row.refunds,
        ]);
      }
    }
  });

  it('is no empty month', async () => {
    const totals = await Promise.all(
      counters.map(async ({ shop }) => (await statisticsOf(shop, `from=${MONTH}-01&to=${MONTH}-31`)).totals),
    );
    const sum = (figure: string) =>
      totals.reduce((all, part) => all + ((part as Record<string, number>)[figure] ?? 0), 0);
    for (const figure of ['orders', 'refunds', 'customers', 'pointsGiven'])
      expect({ figure, isThere: sum(figure) > 0 }).toEqual({ figure, isThere: true });
  });

  it('add up: no payment or refund of the month stands in two days, or in none', async () => {
    for (const { shop } of counters) {
      const { totals, rows } = await statisticsOf(shop, `from=${MONTH}-01&to=${MONTH}-31`);
      for (const figure of ['orders', 'paidAmount', 'refunds', 'refundedAmount', 'newCustomers', 'pointsGiven'])
        expect({ figure, sum: rows.reduce((sum, row) => sum + Number(row[figure]), 0) }).toEqual({
          figure,
          sum: (totals as Record<string, number>)[figure],
        });
    }
  });
});

describe('GET /merchant/statistics', () => {
  it('is about the last thirty days unless it is asked for others', async () => {
    const [{ shop }] = counters as [Counter];
    const { rows } = await statisticsOf(shop, '');
    expect(rows).toHaveLength(30);
    expect(rows.at(-1)).toMatchObject({ day: shanghaiDay(application().clock.now().getTime()) });
  });

  it.each([
    'from=2032-03-02&to=2032-03-01',
    'from=2030-01-01&to=2032-01-01',
    'from=2032-02-30',
    'to=9999-12-31',
    'groupBy=month',
    'merchantId=1',
  ])('refuses %s', async (query) => {
    const [{ shop }] = counters as [Counter];
    expect((await atShop(shop.owner, shop).get(`/merchant/statistics?${query}`)).status).toBe(400);
  });

  it('is for owners and managers', async () => {
    const [{ shop }] = counters as [Counter];
    const seenBy = async (role: 'manager' | 'cashier') =>
      (await atShop(await hire(shop, role), shop).get('/merchant/statistics')).status;
    expect([await seenBy('manager'), await seenBy('cashier')]).toEqual([200, 403]);
  });
});

describe('GET /merchant/settlements/:id/statement', () => {
  it('is the merchant’s own file, line by line what the settlement sums, the same as in the panel', async () => {
    const [{ shop }, { shop: rival }] = counters as [Counter, Counter];
    const list = await atShop(shop.owner, shop).get(`/merchant/settlements?from=${MONTH}-01&to=${MONTH}-31`);
    const [settlement] = list.body.data as { documentId: string; payable: number; day: string }[];
    const path = `/merchant/settlements/${settlement?.documentId ?? ''}/statement`;
    const answer = await atShop(shop.owner, shop).get(path);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="settlement-${settlement?.day ?? ''}.csv"`,
    });
    const lines = answer.text.trim().split('\r\n').slice(1);
    const payable = lines.reduce((sum, line) => sum + Math.round(Number(line.split(',')[6]) * 100), 0);
    expect(payable).toBe(settlement?.payable);
    const panel = await admin.call('get', `/shop/settlements/${settlement?.documentId ?? ''}/statement`);
    expect((panel.body as { data: { csv: string } }).data.csv.replace('\uFEFF', '')).toBe(
      answer.text.replace('\uFEFF', ''),
    );
    expect((await atShop(rival.owner, rival).get(path)).status).toBe(404);
  });
});
