import { settleRefunds } from '../support/after-sales';
import type { Shop } from '../support/fulfilment';
import { database } from '../support/members';
import { seededPick } from '../support/picker';
import {
  figures,
  finish,
  instantOf,
  NOT_YET,
  paidOn,
  reckonSlowly,
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
const pick = seededPick();

const { admin } = settlementSuite();

const paymentsOf = (shop: Shop) =>
  database()('payments as p')
    .join('orders as o', 'o.id', 'p.order_id')
    .where('o.merchant_id', shop.id)
    .select('p.id', 'p.paid_at') as unknown as Promise<{ id: number; paid_at: unknown }[]>;

/** Sales anywhere in March 2025, with refunds days later. */
async function tradeForAMonth(shop: Shop, sales: number): Promise<void> {
  const start = shanghai('2025-03-01T00:00:00');
  for (let index = 0; index < sales; index += 1) {
    const sale = await sell(admin, shop, 1 + pick(5_000));
    for (let unit = pick(3); unit > 0; unit -= 1) await sale.giveBack();
    await paidOn(sale, start + pick(25 * DAY_MS));
  }
  await settleRefunds(10);
  for (const { id, paid_at: paidAt } of await paymentsOf(shop))
    for (const refund of (await database()('refunds').where({ payment_id: id })) as { id: number }[])
      await database()('refunds')
        .where({ id: refund.id })
        .update({ succeeded_at: stored(instantOf(paidAt) + pick(5 * DAY_MS)) });
}

describe('the settlements of a random month', () => {
  it('equal what going through every record one by one gives', async () => {
    for (const shop of [await shopWithCommission(pick(10_000)), await shopWithCommission(60)]) {
      await tradeForAMonth(shop, 5);
      await settle(shop);
      for (const row of await settlementsOf(shop)) expect(figures([row])).toEqual(await reckonSlowly(shop, row.day));
      expect(figures(await settlementsOf(shop))).toEqual(await reckonSlowly(shop));
    }
  });

  it('take every payment and refund once in a month in which half of everything becomes known late', async () => {
    const shop = await shopWithCommission(pick(10_000));
    await tradeForAMonth(shop, 8);
    const expected = await reckonSlowly(shop);
    const hidden: { table: string; column: string; id: number; at: unknown }[] = [];
    const hide = async (table: string, column: string, row: Record<string, unknown>) => {
      if (pick(1) === 0) return;
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
        if (pick(1) === 0 && row.state === 'pending') {
          const { transfer_amount: transferAmount } = await settlementOn(shop, row.day);
          await finish(admin, row, { transferAmount });
        }
      const closed = (await settlementsOf(shop)).filter(({ state }) => state === 'settled');
      const shown = hidden.splice(0, 1 + pick(3));
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
});
