import { settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { whileChangeable } from '../support/broken-table';
import { atShop, hire } from '../support/fulfilment';
import { database } from '../support/members';
import { shanghaiDay } from '../support/merchant-books';
import {
  csvOf,
  figures,
  finish,
  linesOf,
  NOT_YET,
  paidOn,
  reckonSlowly,
  refundedOn,
  sell,
  settle,
  settlementOn,
  settlementsOf,
  shanghai,
  shopWithCommission,
  stored,
} from '../support/settlements';
import { settlementSuite } from '../support/settlement-suite';

const DAY_MS = 86_400_000;

const { admin } = settlementSuite();

describe('the settlement of a day', () => {
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
    expect((await csvOf(admin, settled)).reduce((sum, cells) => sum + Number(cells[6]), 0)).toBeCloseTo(
      settled.payable / 100,
    );
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

  it('has a statement with a line for each payment and refund, in the time of the shop', async () => {
    const shop = await shopWithCommission(60);
    const sale = await sell(admin, shop, 1_000);
    await sale.giveBack();
    await settleRefunds();
    const at = shanghai('2025-07-01T12:00:00');
    await paidOn(sale, at);
    await refundedOn(sale, at + 1_000);
    await settle(shop);
    const lines = await csvOf(admin, await settlementOn(shop, '2025-07-01'));
    expect(lines.map((cells) => cells.slice(4))).toEqual([
      ['30.00', '0.18', '29.82', '0.00'],
      ['-10.00', '-0.06', '-9.94', '0.00'],
    ]);
    expect(lines.map(([time]) => time)).toEqual(['2025-07-01 12:00:00', '2025-07-01 12:00:01']);
  });

  it('keeps its lines as they are, whoever tries to change them', async () => {
    const shop = await shopWithCommission(0);
    await paidOn(await sell(admin, shop, 100), shanghai('2025-07-04T12:00:00'));
    await settle(shop);
    const lines = () => database()('settlement_lines').where({ merchant_id: shop.id });
    const refusal = { message: expect.stringContaining('settlement_lines is append-only') };
    await expect(lines().update({ amount: 1 })).rejects.toMatchObject(refusal);
    await expect(lines().delete()).rejects.toMatchObject(refusal);
    expect(await linesOf(shop)).toMatchObject([{ amount: 300 }]);
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
    await whileChangeable('settlement_lines', async () => {
      await database()('settlement_lines').where({ merchant_id: shop.id }).delete();
    });
    await database()('settlements').where({ id: row.id }).delete();
    await amountOf(300);
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
