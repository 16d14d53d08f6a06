import { settleRefunds } from '../support/after-sales';
import type { Shop } from '../support/fulfilment';
import {
  finish,
  NOT_YET,
  paidOn,
  refundedOn,
  sell,
  settle,
  settlementOn,
  settlementsOf,
  shanghai,
  shopWithCommission,
} from '../support/settlements';
import { settlementSuite } from '../support/settlement-suite';

const { admin } = settlementSuite();

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
