import type {} from '../../src/api/operations/services/audit';
import { getService } from '../../src/platform/get-service';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { atShop, hire, type Shop } from '../support/fulfilment';
import { database } from '../support/members';
import { readBooks, shanghaiDay } from '../support/merchant-books';
import { runService } from '../support/run-service';
import {
  finish,
  instantOf,
  paidOn,
  refundedOn,
  sell,
  settle,
  type SettlementRecord,
  settlementOn,
  settlementsOf,
  shanghai,
  shopWithCommission,
  stored,
} from '../support/settlements';

const DAY_MS = 86_400_000;
/** WeChat knows of it, we do not: no time that is over. */
const NOT_YET = shanghai('2090-01-01T00:00:00');

let admin: AdminClient;

beforeAll(async () => {
  admin = await signInToPanel();
});

afterEach(() => {
  application().clock.reset();
});

const random = (most: number): number => Math.floor(Math.random() * (most + 1));

const linesOf = (shop: Shop) =>
  database()('settlement_lines').where({ merchant_id: shop.id }).orderBy('id') as unknown as Promise<
    Record<string, unknown>[]
  >;

const paymentsOf = (shop: Shop) =>
  database()('payments as p')
    .join('orders as o', 'o.id', 'p.order_id')
    .where('o.merchant_id', shop.id)
    .select('p.id', 'p.paid_at') as unknown as Promise<{ id: number; paid_at: unknown }[]>;

const FIGURES = ['paid_amount', 'refunded_amount', 'commission', 'payable', 'order_count', 'refund_count'] as const;
const figures = (rows: SettlementRecord[]): number[] =>
  FIGURES.map((name) => rows.reduce((total, row) => total + row[name], 0));

/** The same figures by going through every record one by one. */
async function reckonSlowly(shop: Shop, day?: string): Promise<number[]> {
  const books = (await readBooks(shop.id)).filter(({ at }) => day === undefined || shanghaiDay(at) === day);
  const of = (kind: string) => books.filter((line) => line.kind === kind);
  const sum = (lines: typeof books, name: 'amount' | 'commission') =>
    lines.reduce((total, line) => total + line[name], 0);
  const [paid, refunded, commission] = [
    sum(of('payment'), 'amount'),
    sum(of('refund'), 'amount'),
    sum(books, 'commission'),
  ];
  return [paid, refunded, commission, paid - refunded - commission, of('payment').length, of('refund').length];
}

/** Sales anywhere in March 2025, with refunds days later. */
async function tradeForAMonth(shop: Shop, sales: number): Promise<void> {
  const start = shanghai('2025-03-01T00:00:00');
  for (let index = 0; index < sales; index += 1) {
    const sale = await sell(admin, shop, 1 + random(5_000));
    for (let unit = random(3); unit > 0; unit -= 1) await sale.giveBack();
    await paidOn(sale, start + random(25 * DAY_MS));
  }
  await settleRefunds(10);
  for (const { id, paid_at: paidAt } of await paymentsOf(shop))
    for (const refund of (await database()('refunds').where({ payment_id: id })) as { id: number }[])
      await database()('refunds')
        .where({ id: refund.id })
        .update({ succeeded_at: stored(instantOf(paidAt) + random(5 * DAY_MS)) });
}

describe('the settlement of a day', () => {
  it('of a random month equals what going through every record one by one gives', async () => {
    for (const shop of [await shopWithCommission(random(10_000)), await shopWithCommission(60)]) {
      await tradeForAMonth(shop, 5);
      await settle(shop);
      for (const row of await settlementsOf(shop)) expect(figures([row])).toEqual(await reckonSlowly(shop, row.day));
      expect(figures(await settlementsOf(shop))).toEqual(await reckonSlowly(shop));
    }
  });

  it('takes every payment and refund once in a month in which half of everything becomes known late', async () => {
    const shop = await shopWithCommission(random(10_000));
    await tradeForAMonth(shop, 8);
    const expected = await reckonSlowly(shop);
    const hidden: { table: string; column: string; id: number; at: unknown }[] = [];
    const hide = async (table: string, column: string, row: Record<string, unknown>) => {
      if (random(1) === 0) return;
      hidden.push({ table, column, id: Number(row.id), at: row[column] });
      await database()(table)
        .where({ id: row.id })
        .update({ [column]: stored(NOT_YET) });
    };
    for (const { id, paid_at: at } of await paymentsOf(shop)) {
      const refunds = (await database()('refunds').where({ payment_id: id })) as Record<string, unknown>[];
      for (const refund of refunds) await hide('refunds', 'succeeded_at', refund);
      if (refunds.length === 0) await hide('payments', 'paid_at', { id, paid_at: at });
    }
    let rounds = 0;
    for (;;) {
      await settle(shop);
      for (const row of await settlementsOf(shop))
        if (random(1) === 0 && row.state === 'pending') {
          const { transfer_amount: transferAmount } = await settlementOn(shop, row.day);
          await finish(admin, row, { transferAmount });
        }
      const closed = (await settlementsOf(shop)).filter(({ state }) => state === 'settled');
      const shown = hidden.splice(0, 1 + random(3));
      for (const { table, column, id, at } of shown)
        await database()(table)
          .where({ id })
          .update({ [column]: stored(instantOf(at)) });
      await settle(shop);
      const after = await settlementsOf(shop);
      for (const row of closed) expect(after.find(({ id }) => id === row.id)).toEqual(row);
      rounds += 1;
      if (shown.length === 0) break;
    }
    expect(rounds).toBeGreaterThan(0);
    const rows = await settlementsOf(shop);
    expect(figures(rows)).toEqual(expected);
    for (const row of rows.filter(({ state }) => state === 'pending'))
      await finish(admin, await settlementOn(shop, row.day));
    const settled = await settlementsOf(shop);
    const owed = settled.reduce((sum, row) => sum + Math.max(0, row.shared_amount - row.payable), 0);
    const deducted = settled.reduce((sum, row) => sum + Number(row.deducted_amount), 0);
    const transferred = settled.reduce((sum, row) => sum + Number(row.transfer_amount), 0);
    expect(settled.every(({ state }) => state === 'settled')).toBe(true);
    expect(transferred).toBe((expected[3] ?? 0) + owed - deducted);
    expect(deducted).toBeLessThanOrEqual(owed);
  });

  it('begins and ends at midnight of the shop, not of Greenwich', async () => {
    const shop = await shopWithCommission(0);
    await paidOn(await sell(admin, shop, 100), Date.parse('2025-05-09T15:59:59.999Z'));
    await paidOn(await sell(admin, shop, 200), Date.parse('2025-05-09T16:00:00.000Z'));
    await settle(shop);
    expect((await settlementsOf(shop)).map(({ day, paid_amount: paid }) => [day, paid])).toEqual([
      ['2025-05-09', 300],
      ['2025-05-10', 600],
    ]);
  });

  it('becomes right when it is reckoned again; what becomes known after it is settled goes into the next open one', async () => {
    const shop = await shopWithCommission(1_000);
    const at = shanghai('2025-06-15T12:00:00');
    await paidOn(await sell(admin, shop, 100), at);
    await settle(shop);
    const first = await settlementOn(shop, '2025-06-15');
    await paidOn(await sell(admin, shop, 200), at);
    const changed = await finish(admin, first);
    expect([changed.status, changed.body]).toMatchObject([
      400,
      { error: { details: { reason: 'amount_changed', payable: 810, transferAmount: 810 } } },
    ]);
    // The refusal has brought the row up to date.
    const row = await settlementOn(shop, '2025-06-15');
    const done = await finish(admin, row, { note: '银行转账' });
    expect([done.status, done.body]).toEqual([200, { data: { payable: 810, sharedAmount: 0, transferAmount: 810 } }]);
    await paidOn(await sell(admin, shop, 300), at);
    await settle(shop);
    expect(await settlementsOf(shop)).toMatchObject([
      { day: '2025-06-15', state: 'settled', payable: 810, order_count: 2 },
      { day: '2025-06-16', state: 'pending', payable: 810, order_count: 1 },
    ]);
    expect((await finish(admin, row)).status).toBe(409);
    const audited: unknown[] = await database()('audit_logs').where({
      action: 'settlement.settle',
      subject_id: row.document_id,
    });
    expect(audited).toHaveLength(1);
  });

  it('waits with a late payment when every day that is over is settled', async () => {
    const shop = await shopWithCommission(0);
    const yesterday = new Date(Date.now() - DAY_MS);
    await paidOn(await sell(admin, shop, 100), yesterday.getTime());
    await settle(shop);
    const [row] = await settlementsOf(shop);
    if (row) await finish(admin, row);
    await paidOn(await sell(admin, shop, 200), yesterday.getTime());
    await settle(shop);
    expect(await settlementsOf(shop)).toMatchObject([{ payable: 300, state: 'settled' }]);
    application().clock.advance({ days: 1 });
    await settle(shop);
    expect(await settlementsOf(shop)).toMatchObject([
      { payable: 300, state: 'settled' },
      { day: shanghaiDay(Date.now()), payable: 600, state: 'pending' },
    ]);
  });

  it('is not settled for amounts that staff did not see', async () => {
    const shop = await shopWithCommission(0);
    await paidOn(await sell(admin, shop, 100), shanghai('2025-06-01T12:00:00'));
    await settle(shop);
    const row = await settlementOn(shop, '2025-06-01');
    const path = `/shop/settlements/${row.document_id}/settle`;
    expect((await admin.call('post', path, { note: '银行转账' })).status).toBe(400);
    for (const wrong of [{ payable: 299 }, { sharedAmount: 1 }, { transferAmount: 299 }])
      expect((await finish(admin, row, wrong)).status).toBe(400);
    expect((await settlementOn(shop, row.day)).state).toBe('pending');
    expect((await finish(admin, row)).status).toBe(200);
  });

  it('keeps its commission when a refund that came before becomes known later', async () => {
    const shop = await shopWithCommission(3_333);
    const sale = await sell(admin, shop, 101);
    await sale.giveBack();
    await sale.giveBack();
    await settleRefunds(6);
    const at = shanghai('2025-06-20T12:00:00');
    await paidOn(sale, at);
    const [early, late] = (await database()('refunds').where({ order_no: sale.orderNo }).orderBy('id')) as {
      id: number;
    }[];
    const refundAt = (id: number | undefined, time: number) =>
      database()('refunds')
        .where({ id })
        .update({ succeeded_at: stored(time) });
    await refundAt(early?.id, NOT_YET);
    await refundAt(late?.id, at + 2_000);
    await settle(shop);
    const row = await settlementOn(shop, '2025-06-20');
    await finish(admin, row);
    await refundAt(early?.id, at + 1_000);
    await settle(shop);
    const settled = await settlementOn(shop, '2025-06-20');
    expect(settled).toMatchObject({ paid_amount: 303, refunded_amount: 101, commission: row.commission });
    expect(figures(await settlementsOf(shop))).toEqual(await reckonSlowly(shop));
    expect((await csvOf(settled)).reduce((sum, cells) => sum + Number(cells[6]), 0)).toBeCloseTo(settled.payable / 100);
  });

  // Incident 30.
  it('is made once when several instances settle at the same time', async () => {
    const shop = await shopWithCommission(0);
    for (const day of ['2025-07-01', '2025-07-02', '2025-07-03'])
      await paidOn(await sell(admin, shop, 100), shanghai(`${day}T12:00:00`));
    await Promise.all(Array.from({ length: 5 }, () => settle(shop)));
    expect(await linesOf(shop)).toHaveLength(3);
    expect((await settlementsOf(shop)).map(({ payable }) => payable)).toEqual([300, 300, 300]);
  });

  it('is marked settled once, however often that is asked for at the same time', async () => {
    const shop = await shopWithCommission(0);
    await paidOn(await sell(admin, shop, 100), shanghai('2025-07-01T12:00:00'));
    await settle(shop);
    const row = await settlementOn(shop, '2025-07-01');
    const answers = await Promise.all([finish(admin, row), settle(shop), finish(admin, row), finish(admin, row)]);
    const statuses = answers.flatMap((answer) => (typeof answer === 'number' ? [] : [answer.status]));
    expect(statuses.sort()).toEqual([200, 409, 409]);
    const marks: unknown[] = await database()('audit_logs').where({ subject_id: row.document_id });
    expect(marks).toHaveLength(1);
  });

  it('has a statement with a line for each payment and refund', async () => {
    const shop = await shopWithCommission(60);
    const sale = await sell(admin, shop, 1_000);
    await sale.giveBack();
    await settleRefunds();
    const at = shanghai('2025-07-01T12:00:00');
    await paidOn(sale, at);
    await refundedOn(sale, at + 1_000);
    await settle(shop);
    const lines = await csvOf(await settlementOn(shop, '2025-07-01'));
    expect(lines.map((cells) => cells.slice(4))).toEqual([
      ['30.00', '0.18', '29.82', '0.00'],
      ['-10.00', '-0.06', '-9.94', '0.00'],
    ]);
  });

  it('holds more than 21 million yuan', async () => {
    const shop = await shopWithCommission(0);
    const sales = [await sell(admin, shop, 100), await sell(admin, shop, 100)];
    for (const sale of sales) await paidOn(sale, shanghai('2025-07-05T12:00:00'));
    const amountOf = (amount: number) =>
      database()('payments')
        .whereIn(
          'order_no',
          sales.map(({ orderNo }) => orderNo),
        )
        .update({ amount });
    await amountOf(2_000_000_000);
    await settle(shop);
    const row = await settlementOn(shop, '2025-07-05');
    expect(row).toMatchObject({ paid_amount: 4_000_000_000, transfer_amount: 4_000_000_000 });
    const seen = await atShop(shop.owner, shop).get('/merchant/settlements');
    expect(seen.body.data).toMatchObject([{ payable: 4_000_000_000, transferAmount: 4_000_000_000 }]);
    await database()('settlement_lines').where({ merchant_id: shop.id }).delete();
    await database()('settlements').where({ id: row.id }).delete();
    await amountOf(300);
  });
});

async function csvOf({ document_id: documentId }: { document_id: string }): Promise<string[][]> {
  const answer = await admin.call('get', `/shop/settlements/${documentId}/statement`);
  const { csv } = (answer.body as { data: { csv: string } }).data;
  return csv
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
}

describe('a settlement below zero', () => {
  async function owingShop(): Promise<Shop> {
    const shop = await shopWithCommission(0);
    const sale = await sell(admin, shop, 100);
    await sale.giveBack();
    await sale.giveBack();
    await settleRefunds(6);
    await paidOn(sale, shanghai('2025-08-01T12:00:00'));
    await refundedOn(sale, NOT_YET);
    await settle(shop);
    await finish(admin, await settlementOn(shop, '2025-08-01'));
    await refundedOn(sale, shanghai('2025-08-02T12:00:00'));
    await settle(shop);
    return shop;
  }

  it('is kept back from later ones, once, and settled with the first of them', async () => {
    const shop = await owingShop();
    expect(await settlementOn(shop, '2025-08-02')).toMatchObject({ payable: -200, transfer_amount: 0 });
    await paidOn(await sell(admin, shop, 50), shanghai('2025-08-03T12:00:00'));
    await paidOn(await sell(admin, shop, 30), shanghai('2025-08-04T12:00:00'));
    await settle(shop);
    expect(await settlementsOf(shop)).toMatchObject([
      { transfer_amount: 300 },
      { payable: -200, deducted_amount: 0, transfer_amount: 0 },
      { payable: 150, deducted_amount: 150, transfer_amount: 0 },
      { payable: 90, deducted_amount: 50, transfer_amount: 40 },
    ]);
    const third = await finish(admin, await settlementOn(shop, '2025-08-04'));
    expect(third.body).toEqual({ data: { payable: 90, sharedAmount: 0, transferAmount: 40 } });
    expect(await settlementOn(shop, '2025-08-02')).toMatchObject({
      state: 'settled',
      note: '在 2025-08-04 的结算单中扣回',
    });
    await finish(admin, await settlementOn(shop, '2025-08-03'));
    await paidOn(await sell(admin, shop, 10), shanghai('2025-08-05T12:00:00'));
    await settle(shop);
    expect(await settlementOn(shop, '2025-08-05')).toMatchObject({ deducted_amount: 0, transfer_amount: 30 });
  });

  it('is kept back from an earlier one that is still open', async () => {
    const shop = await shopWithCommission(0);
    const sale = await sell(admin, shop, 100);
    await sale.giveBack();
    await settleRefunds(6);
    await paidOn(sale, shanghai('2025-08-01T12:00:00'));
    await refundedOn(sale, shanghai('2025-08-02T12:00:00'));
    await settle(shop);
    expect(await settlementOn(shop, '2025-08-01')).toMatchObject({ deducted_amount: 100, transfer_amount: 200 });
  });

  it('is kept back also when staff have marked it settled', async () => {
    const shop = await owingShop();
    expect((await finish(admin, await settlementOn(shop, '2025-08-02'))).body).toEqual({
      data: { payable: -200, sharedAmount: 0, transferAmount: 0 },
    });
    await paidOn(await sell(admin, shop, 100), shanghai('2025-08-03T12:00:00'));
    await settle(shop);
    expect(await settlementOn(shop, '2025-08-03')).toMatchObject({ deducted_amount: 200, transfer_amount: 100 });
  });
});

describe('the job that settles', () => {
  it('settles yesterday, also what it has missed, and nothing of today', async () => {
    const shop = await shopWithCommission(0);
    await sell(admin, shop, 700);
    await runService('api::merchant.settle-days');
    expect(await settlementsOf(shop)).toEqual([]);
    application().clock.advance({ days: 40 });
    await runService('api::merchant.settle-days');
    await runService('api::merchant.settle-days');
    expect(await settlementsOf(shop)).toMatchObject([{ paid_amount: 2_100, payable: 2_100, state: 'pending' }]);
  });

  // Incident 21.
  it('settles the others when one merchant cannot be settled, and that one the next time', async () => {
    const broken = await shopWithCommission(0);
    const shop = await shopWithCommission(0);
    const sale = await sell(admin, broken, 100);
    for (const one of [sale, await sell(admin, shop, 200)]) await paidOn(one, shanghai('2025-09-01T12:00:00'));
    const rate = (commissionBps: number) =>
      database()('payments').where({ order_no: sale.orderNo }).update({ commission_bps: commissionBps });
    await rate(-1);
    await runService('api::merchant.settle-days');
    expect([await settlementsOf(broken), await settlementsOf(shop)]).toMatchObject([[], [{ payable: 600 }]]);
    await rate(0);
    await runService('api::merchant.settle-days');
    expect(await settlementsOf(broken)).toMatchObject([{ payable: 300 }]);
  });

  it('takes days that were settled before there were lines as they are, and reckons open ones anew', async () => {
    const shop = await shopWithCommission(0);
    await paidOn(await sell(admin, shop, 100), shanghai('2025-10-01T12:00:00'));
    await paidOn(await sell(admin, shop, 200), shanghai('2025-10-02T12:00:00'));
    const old = { refundedAmount: 0, commission: 0, orderCount: 1, refundCount: 0, sharedAmount: 0, merchant: shop.id };
    const add = (data: object) =>
      application()
        .strapi.db.query('api::merchant.settlement')
        .create({ data: { ...old, ...data } });
    await add({ day: '2025-10-01', paidAmount: 300, payable: 300, state: 'settled' });
    await add({ day: '2025-10-02', paidAmount: 0, payable: 0, state: 'pending' });
    expect(await csvOf(await settlementOn(shop, '2025-10-01'))).toHaveLength(1);
    await settle(shop);
    await settle(shop);
    expect(await settlementsOf(shop)).toMatchObject([
      { payable: 300, transfer_amount: 300, deducted_amount: null, state: 'settled' },
      { payable: 600, transfer_amount: 600, state: 'pending' },
    ]);
    expect(await linesOf(shop)).toHaveLength(2);
  });
});

describe('the audit of the books', () => {
  const violations = async (shop: Shop): Promise<string[]> => {
    const found = await getService(application().strapi, 'api::operations.audit')();
    const names = await database()('payments as p')
      .join('orders as o', 'o.id', 'p.order_id')
      .where('o.merchant_id', shop.id)
      .pluck('p.out_trade_no');
    const isOurs = (row: Record<string, unknown>) =>
      row.merchant_id === shop.id || names.includes(row.out_trade_no ?? row.number);
    return found.violations.filter(({ rows }) => rows.some(isOurs)).map(({ check }) => check);
  };

  it('finds a settlement that is not its lines, and a payment that its day has left behind', async () => {
    const shop = await shopWithCommission(0);
    const [first, second] = [await sell(admin, shop, 100), await sell(admin, shop, 200)];
    for (const sale of [first, second]) await paidOn(sale, shanghai('2025-11-01T12:00:00'));
    await settle(shop);
    expect(await violations(shop)).toEqual([]);
    const { id } = await settlementOn(shop, '2025-11-01');
    const line = { kind: 'payment', order_no: first.orderNo };
    const [lost] = (await database()('settlement_lines').where(line)) as Record<string, unknown>[];
    await database()('settlement_lines').where(line).delete();
    await database()('payments')
      .where({ order_no: first.orderNo })
      .update({ updated_at: stored(shanghai('2025-11-01T12:00:00')) });
    expect(await violations(shop)).toEqual([
      'settlement: every settlement is the sum of its lines',
      'settlement: every payment is in a settlement once its day is settled',
    ]);
    await database()('settlement_lines').insert({ ...lost, settlement_id: null });
    expect(await violations(shop)).toContain(
      'settlement: every line is in a settlement of its merchant and says what its payment or refund says',
    );
    await database()('settlement_lines').where(line).update({ settlement_id: id });
    await database()('settlements').where({ id }).update({ deducted_amount: 1, transfer_amount: 899 });
    expect(await violations(shop)).toEqual(['settlement: no more is kept back than settlements below zero']);
    await database()('settlements').where({ id }).update({ deducted_amount: 0, transfer_amount: 900 });
    expect(await violations(shop)).toEqual([]);
  });
});

describe('GET /merchant/settlements', () => {
  it('shows a merchant its own, to owners and managers only', async () => {
    const shop = await shopWithCommission(0);
    const other = await shopWithCommission(0);
    await paidOn(await sell(admin, shop, 100), shanghai('2025-08-01T12:00:00'));
    await settle(shop);
    const seen = await atShop(shop.owner, shop).get('/merchant/settlements');
    expect((seen.body as { data: unknown[] }).data).toMatchObject([
      { day: '2025-08-01', status: 'pending', paidAmount: 300, payable: 300, transferAmount: 300, orderCount: 1 },
    ]);
    const foreign = await atShop(other.owner, other).get('/merchant/settlements');
    expect((foreign.body as { data: unknown[] }).data).toEqual([]);
    expect((await atShop(other.owner, shop).get('/merchant/settlements')).status).toBe(403);
    expect((await atShop(await hire(shop, 'cashier'), shop).get('/merchant/settlements')).status).toBe(403);
    expect((await atShop(shop.owner, shop).get('/merchant/settlements?from=2025-08-02')).body.data).toEqual([]);
  });
});
