import type {} from '../../src/api/operations/services/audit';
import { getService } from '../../src/platform/get-service';
import type { AdminClient } from '../support/admin-client';
import { settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import type { Shop } from '../support/fulfilment';
import { database } from '../support/members';
import { accountOf } from '../support/panel-accounts';
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

/** A shop that was paid 300 and then had 200 refunded. */
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
  return shop;
}

const repay = (account: AdminClient, shop: Pick<Shop, 'documentId'>, body: object) =>
  account.call('post', `/shop/merchants/${shop.documentId}/book-repayment`, body);

const repaymentsOf = (shop: Shop) =>
  database()('merchant_repayments').where({ merchant_id: shop.id }).orderBy('id') as unknown as Promise<
    { amount: number }[]
  >;

const auditsOf = (shop: Shop) =>
  database()('audit_logs').where({
    subject_id: shop.documentId,
    action: 'merchant.book-repayment',
  }) as unknown as Promise<unknown[]>;

async function isSound(shop: Shop): Promise<boolean> {
  const { violations } = await getService(application().strapi, 'api::operations.audit')();
  return violations.every(({ rows }) => rows.every((row) => row.merchant_id !== shop.id));
}

describe('what a merchant pays back by bank', () => {
  it('is not kept back from its settlements any more, and the rest still is', async () => {
    const shop = await owingShop();
    const answer = await repay(admin, shop, { amount: 150, transferNo: 'BACK-1', note: '建行到账' });
    expect([answer.status, answer.body]).toEqual([200, { data: { amount: 150, debtAfter: 50 } }]);
    expect(await settlementOn(shop, '2025-08-02')).toMatchObject({ payable: -200, state: 'settled' });
    await paidOn(await sell(admin, shop, 30), shanghai('2025-08-03T12:00:00'));
    await settle(shop);
    expect(await settlementOn(shop, '2025-08-03')).toMatchObject({ deducted_amount: 50, transfer_amount: 40 });
    await finish(admin, await settlementOn(shop, '2025-08-03'));
    await paidOn(await sell(admin, shop, 10), shanghai('2025-08-04T12:00:00'));
    await settle(shop);
    expect(await settlementOn(shop, '2025-08-04')).toMatchObject({ deducted_amount: 0, transfer_amount: 30 });
    expect(await isSound(shop)).toBe(true);
  });

  it('takes back what an open settlement was going to keep back', async () => {
    const shop = await owingShop();
    await paidOn(await sell(admin, shop, 100), shanghai('2025-08-03T12:00:00'));
    await settle(shop);
    const before = await settlementOn(shop, '2025-08-03');
    expect(before).toMatchObject({ deducted_amount: 200, transfer_amount: 100 });
    expect((await repay(admin, shop, { amount: 200, transferNo: 'BACK-2' })).status).toBe(200);
    expect(await settlementOn(shop, '2025-08-03')).toMatchObject({ deducted_amount: 0, transfer_amount: 300 });
    // Staff who still see the old amount do not settle it.
    expect((await finish(admin, before)).status).toBe(400);
    expect(await isSound(shop)).toBe(true);
  });

  it('is no more than the debt, which the refusal names', async () => {
    const shop = await owingShop();
    const tooMuch = await repay(admin, shop, { amount: 201, transferNo: 'BACK-3' });
    expect([tooMuch.status, tooMuch.body]).toMatchObject([
      400,
      { error: { details: { reason: 'more_than_debt', debt: 200 } } },
    ]);
    expect((await repay(admin, shop, { amount: 0, transferNo: 'BACK-3' })).status).toBe(400);
    expect((await repay(admin, shop, { amount: 100 })).status).toBe(400);
    expect((await repay(admin, await shopWithCommission(0), { amount: 1, transferNo: 'BACK-3' })).status).toBe(400);
    expect((await repay(admin, { documentId: 'none' }, { amount: 1, transferNo: 'BACK-3' })).status).toBe(404);
    expect(await repaymentsOf(shop)).toEqual([]);
  });

  it('is booked once by its transfer, however often it is sent at the same time', async () => {
    const shop = await owingShop();
    const body = { amount: 100, transferNo: 'BACK-4' };
    const answers = await Promise.all(Array.from({ length: 4 }, () => repay(admin, shop, body)));
    expect(answers.map(({ body: answer }) => answer as unknown)).toEqual(
      Array.from({ length: 4 }, () => ({ data: { amount: 100, debtAfter: 100 } })),
    );
    expect(await repaymentsOf(shop)).toMatchObject([{ amount: 100 }]);
    expect(await auditsOf(shop)).toHaveLength(1);
    expect((await repay(admin, shop, { ...body, amount: 99 })).status).toBe(409);
  });

  it('is no more than the debt either when several transfers are booked at the same time', async () => {
    const shop = await owingShop();
    const answers = await Promise.all(
      ['A', 'B', 'C', 'D', 'E'].map((name) => repay(admin, shop, { amount: 80, transferNo: `BACK-5${name}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 400, 400, 400]);
    expect(await repaymentsOf(shop)).toHaveLength(2);
    expect(await isSound(shop)).toBe(true);
  });

  it('stays as it was booked, and is found when it is more than the debt', async () => {
    const shop = await owingShop();
    await repay(admin, shop, { amount: 200, transferNo: 'BACK-6' });
    await expect(database()('merchant_repayments').where({ merchant_id: shop.id }).delete()).rejects.toMatchObject({
      message: expect.stringContaining('append-only'),
    });
    const [row] = await settlementsOf(shop).then((rows) => rows.filter(({ payable }) => payable < 0));
    const change = (by: number) => database()('settlements').where({ id: row?.id }).increment('shared_amount', by);
    await change(-1);
    expect(await isSound(shop)).toBe(false);
    await change(1);
    expect(await isSound(shop)).toBe(true);
  });

  it('is for finance to book, not for operations', async () => {
    const shop = await owingShop();
    const [finance, operations] = [await accountOf('mallard-finance'), await accountOf('mallard-operations')];
    expect((await repay(operations, shop, { amount: 1, transferNo: 'BACK-7' })).status).toBe(403);
    expect((await repay(finance, shop, { amount: 1, transferNo: 'BACK-7' })).status).toBe(200);
  });
});
