import type {} from '../../src/api/operations/services/audit';
import { getService } from '../../src/platform/get-service';
import { application } from '../support/api';
import { whileChangeable } from '../support/broken-table';
import type { Shop } from '../support/fulfilment';
import { database } from '../support/members';
import { runService } from '../support/run-service';
import {
  csvOf,
  linesOf,
  paidOn,
  sell,
  settle,
  settlementOn,
  settlementsOf,
  shanghai,
  shopWithCommission,
  stored,
} from '../support/settlements';
import { settlementSuite } from '../support/settlement-suite';

const { admin } = settlementSuite();

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
    expect(await csvOf(admin, await settlementOn(shop, '2025-10-01'))).toHaveLength(1);
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
    await whileChangeable('settlement_lines', async () => {
      await database()('settlement_lines').where(line).delete();
    });
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
    await whileChangeable('settlement_lines', async () => {
      await database()('settlement_lines').where(line).update({ settlement_id: id });
    });
    await database()('settlements').where({ id }).update({ deducted_amount: 1, transfer_amount: 899 });
    expect(await violations(shop)).toEqual([
      'settlement: no more is kept back and paid back than settlements below zero',
    ]);
    await database()('settlements').where({ id }).update({ deducted_amount: 0, transfer_amount: 900 });
    expect(await violations(shop)).toEqual([]);
  });
});
