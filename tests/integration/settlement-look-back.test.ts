import type {} from '../../src/api/operations/services/audit';
import { getService } from '../../src/platform/get-service';
import { settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { whileChangeable } from '../support/broken-table';
import type { Shop } from '../support/fulfilment';
import { database } from '../support/members';
import { sharingOf, shareProfits } from '../support/profit-sharing';
import {
  instantOf,
  linesOf,
  NOT_YET,
  paidOn,
  type Sale,
  sell,
  settle,
  settlementsOf,
  shanghai,
  shopWithCommission,
  shopWithSharing,
  stored,
} from '../support/settlements';
import { sharingSuite } from '../support/settlement-suite';

const { admin } = sharingSuite();
const DAY_MS = 86_400_000;

async function takenUntil(shop: Shop): Promise<number | null> {
  const row = (await database()('merchants').where({ id: shop.id }).first('taken_until')) as { taken_until: unknown };
  return row.taken_until === null ? null : instantOf(row.taken_until);
}

/** Ends the day, and has what ended with it settled. */
async function nextDay(shop: Shop, days = 1): Promise<void> {
  application().clock.advance({ days });
  await settle(shop);
}

/** A shop that has settled everything it knows, and whose orders are old enough to be looked at no more. */
async function settledShop(): Promise<{ shop: Shop; sale: Sale }> {
  const shop = await shopWithCommission(0);
  const sale = await sell(admin, shop, 100);
  await paidOn(sale, shanghai('2025-04-01T12:00:00'));
  for (let day = 0; day < 3; day += 1) await nextDay(shop);
  return { shop, sale };
}

/** Loses the line of a sale as if it had never been written. */
async function lose({ orderNo }: Sale): Promise<void> {
  await whileChangeable('settlement_lines', async () => {
    await database()('settlement_lines').where({ order_no: orderNo }).delete();
  });
}

async function violations(sale: Sale): Promise<string[]> {
  const [payment] = (await database()('payments').where({ order_no: sale.orderNo })) as { out_trade_no: string }[];
  const found = await getService(application().strapi, 'api::operations.audit')();
  const isOurs = (row: Record<string, unknown>) => row.out_trade_no === payment?.out_trade_no;
  return found.violations.filter(({ rows }) => rows.some(isOurs)).map(({ check }) => check);
}

describe('a run of the settlement', () => {
  it('looks only at orders that were touched since everything before was taken, and once a week at all', async () => {
    const { shop, sale } = await settledShop();
    const marker = await takenUntil(shop);
    expect(marker).not.toBeNull();
    await lose(sale);
    // A Friday, so that the marker of the run and the one before it lie in the same week, whatever day it is today.
    while (application().clock.now().getUTCDay() !== 5) application().clock.advance({ days: 1 });
    await database()('merchants')
      .where({ id: shop.id })
      .update({ taken_until: stored(application().clock.now().getTime() - 3 * DAY_MS) });
    await settle(shop);
    expect(await linesOf(shop)).toEqual([]);
    expect(await violations(sale)).toContain(
      'settlement: every payment of orders that the settlement looks at no more is in one',
    );
    await nextDay(shop, 7);
    expect(await linesOf(shop)).toMatchObject([{ order_no: sale.orderNo, amount: 300 }]);
    expect(await violations(sale)).toEqual([]);
  });

  it('takes a payment of long ago that becomes known today', async () => {
    const { shop } = await settledShop();
    const late = await sell(admin, shop, 200);
    await paidOn(late, shanghai('2025-04-02T12:00:00'));
    await settle(shop);
    expect((await linesOf(shop)).map((line) => line.order_no)).toContain(late.orderNo);
  });

  it('takes the refund of today of a payment of long ago', async () => {
    const { shop, sale } = await settledShop();
    application().clock.advance({ days: 2 });
    await settle(shop);
    await sale.giveBack();
    await settleRefunds();
    await nextDay(shop);
    expect(await linesOf(shop)).toMatchObject([{ kind: 'payment' }, { kind: 'refund', amount: -100 }]);
  });

  it('takes what was committed long after it was written', async () => {
    const { shop, sale } = await settledShop();
    await lose(sale);
    const marker = (await takenUntil(shop)) ?? 0;
    await database()('orders')
      .where({ order_no: sale.orderNo })
      .update({ updated_at: stored(marker) });
    await settle(shop);
    expect(await linesOf(shop)).toHaveLength(1);
    // Today is open, and a transaction of yesterday may be as well.
    expect(application().clock.now().getTime() - marker).toBeGreaterThan(DAY_MS);
  });

  it('does not pass over what still has to wait, however long that is', async () => {
    const shop = await shopWithCommission(0);
    const waiting = await sell(admin, shop, 100);
    const soldAt = application().clock.now().getTime();
    await paidOn(waiting, NOT_YET);
    for (let day = 0; day < 4; day += 1) await nextDay(shop);
    expect(await takenUntil(shop)).toBeLessThan(soldAt);
    await paidOn(waiting, shanghai('2025-04-03T12:00:00'));
    await settle(shop);
    expect(await linesOf(shop)).toHaveLength(1);
    expect(await takenUntil(shop)).toBeGreaterThan(soldAt);
  });
});

describe('days that were settled before there were lines', () => {
  it('are taken some at a time until all have theirs, also the split of one day and its return on another', async () => {
    const shop = await shopWithSharing(1_000);
    const sale = await sell(admin, shop, 1_000);
    const first = shanghai('2025-02-01T12:00:00');
    await paidOn(sale, first);
    await shareProfits();
    await sale.giveBack();
    await settleRefunds();
    const later = first + 20 * DAY_MS;
    const { id } = await sharingOf(sale);
    await database()('profit_sharings')
      .where({ id })
      .update({ finished_at: stored(first) });
    await database()('profit_returns')
      .where({ profit_sharing_id: id })
      .update({ finished_at: stored(later) });
    await database()('refunds')
      .where({ order_no: sale.orderNo })
      .update({ succeeded_at: stored(later) });
    const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
    for (let day = 0; day <= 22; day += 1)
      await application()
        .strapi.db.query('api::merchant.settlement')
        .create({
          data: {
            merchant: shop.id,
            day: dayOf(first + day * DAY_MS),
            paidAmount: 0,
            refundedAmount: 0,
            commission: 0,
            payable: 0,
            orderCount: 0,
            refundCount: 0,
            sharedAmount: 0,
            state: 'settled',
          },
        });
    await settle(shop);
    await settle(shop);
    expect((await settlementsOf(shop)).filter((row) => row.transfer_amount === null)).toEqual([]);
    const lines = (await linesOf(shop)).map((line) => [line.kind, line.sequence, line.amount, line.shared]);
    expect(lines).toEqual([
      ['payment', 0, 3_000, 0],
      ['share', 1, 0, 2_700],
      ['refund', 0, -1_000, 0],
      ['share', 2, 0, -900],
    ]);
  });
});
