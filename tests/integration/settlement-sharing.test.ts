import { refundsOf, settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import type { Shop } from '../support/fulfilment';
import { database } from '../support/members';
import { shanghaiDay } from '../support/merchant-books';
import { seededPick } from '../support/picker';
import { type Sharing, shareProfits, sharingOf } from '../support/profit-sharing';
import { runService } from '../support/run-service';
import {
  finish,
  instantOf,
  linesOf,
  paidOn,
  refundedOn,
  type Sale,
  sell,
  settle,
  settlementOn,
  settlementsOf,
  shanghai,
  shopWithSharing,
} from '../support/settlements';
import { sharingSuite } from '../support/settlement-suite';

const control = () => application().wechat.control;
const REFUND_API = '/v3/refund/domestic/refunds';
const PAID = shanghai('2025-03-01T12:00:00');

const { admin } = sharingSuite();

/** What of the merchant's money goes which way, in all: by WeChat as we know it, and by transfers as settlements say. */
async function balanceOf(shop: Shop) {
  const rows = await settlementsOf(shop);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const sharings = (await database()('profit_sharings').where({ merchant_id: shop.id })) as Sharing[];
  const below = sum(rows.map((row) => Math.max(0, row.shared_amount - row.payable)));
  return {
    payable: sum(rows.map(({ payable }) => payable)),
    shared: sum(sharings.map((sharing) => sharing.shared_amount - sharing.returned_amount)),
    transferred: sum(rows.map((row) => Number(row.transfer_amount))),
    /** What merchants still have to make good. */
    debt: below - sum(rows.map((row) => Number(row.deducted_amount))),
  };
}

/** One sale of 3 × 1000 fen at 10 %, paid on 1 March, settled before anything is shared. */
async function soldAndSettled(receiver: object = {}): Promise<{ shop: Shop; sale: Sale }> {
  const shop = await shopWithSharing(1_000, receiver);
  const sale = await sell(admin, shop, 1_000);
  await paidOn(sale, PAID);
  await settle(shop);
  const row = await settlementOn(shop, '2025-03-01');
  expect(row).toMatchObject({ payable: 2_700, shared_amount: 2_700, transfer_amount: 0 });
  expect((await finish(admin, row)).status).toBe(200);
  return { shop, sale };
}

/** The job of the next morning. */
async function nextMorning(shop: Shop): Promise<void> {
  application().clock.advance({ days: 1 });
  await settle(shop);
}

describe('the settlement of a merchant that gets its part through WeChat', () => {
  it('asks for no transfer of what WeChat pays, neither before nor after it is shared', async () => {
    const { shop, sale } = await soldAndSettled();
    await shareProfits();
    expect(await sharingOf(sale)).toMatchObject({ state: 'finished', shared_amount: 2_700 });
    await nextMorning(shop);
    expect(await balanceOf(shop)).toEqual({ payable: 2_700, shared: 2_700, transferred: 0, debt: 0 });
    expect(await settlementsOf(shop)).toHaveLength(1);
  });

  it('takes refunds off what WeChat pays, before the split and after it', async () => {
    const { shop, sale } = await soldAndSettled();
    await sale.giveBack();
    await settleRefunds();
    await refundedOn(sale, shanghai('2025-03-02T12:00:00'));
    await settle(shop);
    expect(await settlementOn(shop, '2025-03-02')).toMatchObject({ payable: -900, shared_amount: -900 });
    await shareProfits();
    await sale.giveBack();
    await settleRefunds();
    expect(await sharingOf(sale)).toMatchObject({ shared_amount: 1_800, returned_amount: 900 });
    await nextMorning(shop);
    await nextMorning(shop);
    expect(await balanceOf(shop)).toEqual({ payable: 900, shared: 900, transferred: 0, debt: 0 });
    expect((await settlementsOf(shop)).every(({ payable, shared_amount: shared }) => payable === shared)).toBe(true);
  });

  it('pays by transfer what is given free, from the next day on', async () => {
    const { shop, sale } = await soldAndSettled();
    const { document_id: documentId } = await sharingOf(sale);
    await admin.call('post', `/shop/profit-sharings/${documentId}/unfreeze`, { note: '商户要求转账' });
    await shareProfits();
    expect(await sharingOf(sale)).toMatchObject({ state: 'unfrozen' });
    await settle(shop);
    expect(await settlementsOf(shop)).toHaveLength(1);
    const freed = shanghaiDay(application().clock.now().getTime());
    await nextMorning(shop);
    expect(await settlementOn(shop, freed)).toMatchObject({
      payable: 0,
      shared_amount: -2_700,
      transfer_amount: 2_700,
    });
    // Letters in it, or Excel would round it.
    expect((await linesOf(shop)).at(-1)).toMatchObject({ kind: 'share', number: expect.stringMatching(/^U\d{15}/) });
    await sale.giveBack();
    await settleRefunds(6);
    await nextMorning(shop);
    await settle(shop);
    expect(await balanceOf(shop)).toEqual({ payable: 1_800, shared: 0, transferred: 1_800, debt: 0 });
  });

  it('does not count as shared what was given free before the day was settled', async () => {
    const shop = await shopWithSharing(10_000);
    const free = await sell(admin, shop, 1_000);
    await shareProfits();
    expect(await sharingOf(free)).toMatchObject({ state: 'unfrozen' });
    const rate = { commission_bps: 1_000 };
    await database()('payments').where({ order_no: free.orderNo }).update(rate);
    await nextMorning(shop);
    expect(await settlementsOf(shop)).toMatchObject([{ payable: 2_700, shared_amount: 0, transfer_amount: 2_700 }]);
  });

  it('keeps back what a person cannot give back for a refund, from the day of the refund on', async () => {
    const receiver = { receiverType: 'PERSONAL_OPENID', receiverAccount: `o-person-${Date.now()}`, receiverName: null };
    const { shop, sale } = await soldAndSettled(receiver);
    await shareProfits();
    for (let day = 0; day < 3; day += 1) await nextMorning(shop);
    await sale.giveBack();
    await settleRefunds();
    await nextMorning(shop);
    expect(await balanceOf(shop)).toEqual({ payable: 1_800, shared: 2_700, transferred: 0, debt: 900 });
    const dayOfSplit = shanghaiDay(instantOf((await sharingOf(sale)).finished_at));
    expect((await settlementsOf(shop)).map(({ day }) => day)).not.toContain(dayOfSplit);
  });

  it('keeps back what a merchant had no money for, and pays it again when that comes back after all', async () => {
    const { shop, sale } = await soldAndSettled();
    await shareProfits();
    await control().changeSettings({ profitReturnFailReason: 'BALANCE_NOT_ENOUGH' });
    await sale.giveBack();
    await settleRefunds();
    await nextMorning(shop);
    expect(await balanceOf(shop)).toMatchObject({ payable: 1_800, shared: 2_700, debt: 900 });
    await control().changeSettings({ profitReturnFailReason: null });
    const owed = (await database()('profit_returns').where({ order_no: sale.orderNo }).first()) as {
      document_id: string;
    };
    await admin.call('post', `/shop/profit-returns/${owed.document_id}/retry`, { note: '商户已充值' });
    await runService('api::payment.send-profit-returns');
    await nextMorning(shop);
    const { payable, shared, transferred, debt } = await balanceOf(shop);
    expect([payable, shared, transferred - debt]).toEqual([1_800, 1_800, 0]);
  });

  it('neither pays nor keeps back anything while a refund is under way whose share has come back', async () => {
    const { shop, sale } = await soldAndSettled();
    await shareProfits();
    const { refundSettleSeconds } = control().readSettings();
    await control().changeSettings({ refundSettleSeconds: null });
    await sale.giveBack();
    await settleRefunds(2);
    expect(await sharingOf(sale)).toMatchObject({ returned_amount: 900 });
    await nextMorning(shop);
    expect(await balanceOf(shop)).toMatchObject({ payable: 2_700, transferred: 0, debt: 0 });
    const [refund] = await refundsOf(sale.orderNo);
    await control().settleRefund(refund?.out_refund_no ?? '', { status: 'SUCCESS' });
    await control().deliveriesSettled();
    await control().changeSettings({ refundSettleSeconds });
    await settleRefunds(2);
    await settle(shop);
    expect(await balanceOf(shop)).toMatchObject({ transferred: 0, debt: 0 });
    await nextMorning(shop);
    await nextMorning(shop);
    expect(await balanceOf(shop)).toEqual({ payable: 1_800, shared: 1_800, transferred: 0, debt: 0 });
  });

  it('pays nothing for a refund that was taken off before the split and is not sent yet', async () => {
    const { shop, sale } = await soldAndSettled();
    control().addFault({ kind: 'reset-before', match: REFUND_API, times: null });
    await sale.giveBack();
    await settleRefunds(2);
    await shareProfits();
    expect(await refundsOf(sale.orderNo)).toMatchObject([{ state: 'created' }]);
    expect(await sharingOf(sale)).toMatchObject({ state: 'finished', shared_amount: 1_800 });
    await nextMorning(shop);
    expect(await balanceOf(shop)).toEqual({ payable: 2_700, shared: 1_800, transferred: 0, debt: 0 });
    control().clearFaults();
    await settleRefunds(4);
    await nextMorning(shop);
    await nextMorning(shop);
    expect(await balanceOf(shop)).toEqual({ payable: 1_800, shared: 1_800, transferred: 0, debt: 0 });
  });

  it('pays nothing for a refund that is tried under another number after its share has come back', async () => {
    const { shop, sale } = await soldAndSettled();
    await shareProfits();
    const { refundSettleSeconds } = control().readSettings();
    await control().changeSettings({ refundSettleSeconds: null });
    await sale.giveBack();
    await settleRefunds(2);
    const [refund] = await refundsOf(sale.orderNo);
    await control().settleRefund(refund?.out_refund_no ?? '', { status: 'CLOSED' });
    await control().deliveriesSettled();
    expect(await refundsOf(sale.orderNo)).toMatchObject([{ state: 'closed' }, { state: 'created' }]);
    await nextMorning(shop);
    expect(await balanceOf(shop)).toEqual({ payable: 2_700, shared: 1_800, transferred: 0, debt: 0 });
    await control().changeSettings({ refundSettleSeconds });
    await settleRefunds(4);
    await nextMorning(shop);
    await nextMorning(shop);
    expect(await balanceOf(shop)).toEqual({ payable: 1_800, shared: 1_800, transferred: 0, debt: 0 });
  });

  it('takes back what was paid in full before there were lines, when it is shared after that', async () => {
    const shop = await shopWithSharing(1_000);
    const sale = await sell(admin, shop, 1_000);
    await paidOn(sale, PAID);
    const old = { refundedAmount: 0, commission: 300, orderCount: 1, refundCount: 0, sharedAmount: 0 };
    await application()
      .strapi.db.query('api::merchant.settlement')
      .create({
        data: { ...old, merchant: shop.id, day: '2025-03-01', paidAmount: 3_000, payable: 2_700, state: 'settled' },
      });
    await settle(shop);
    expect(await settlementsOf(shop)).toMatchObject([{ transfer_amount: 2_700 }]);
    await shareProfits();
    await nextMorning(shop);
    expect(await settlementsOf(shop)).toMatchObject([
      { transfer_amount: 2_700 },
      { payable: 0, shared_amount: 2_700, transfer_amount: 0 },
    ]);
  });

  it('of many sales, refunds and ends of splits pays every fen once', async () => {
    const pick = seededPick();
    const shop = await shopWithSharing(pick(9_000));
    const sales: Sale[] = [];
    for (let index = 0; index < 6; index += 1) {
      const sale = await sell(admin, shop, 1 + pick(4_000));
      sales.push(sale);
      if (pick(2) === 0) await sale.giveBack();
      if (pick(2) === 0)
        await admin.call('post', `/shop/profit-sharings/${(await sharingOf(sale)).document_id}/unfreeze`, {
          note: '测试',
        });
      if (pick(1) === 0) await shareProfits();
      if (pick(1) === 0) await nextMorning(shop);
      for (const row of await settlementsOf(shop))
        if (pick(1) === 0) await finish(admin, await settlementOn(shop, row.day));
    }
    await settleRefunds(8);
    await shareProfits();
    for (const sale of sales) if (pick(1) === 0) await sale.giveBack();
    await settleRefunds(8);
    for (let round = 0; round < 3; round += 1) await nextMorning(shop);
    const { payable, shared, transferred, debt } = await balanceOf(shop);
    expect(transferred - debt).toBe(payable - shared);
    const taken = (await database()('settlement_lines').where({ merchant_id: shop.id })) as Record<string, unknown>[];
    expect(taken.filter(({ kind }) => kind === 'payment')).toHaveLength(sales.length);
    const arrived = (await database()('refunds').whereIn(
      'order_no',
      sales.map(({ orderNo }) => orderNo),
    )) as unknown[];
    expect(taken.filter(({ kind }) => kind === 'refund')).toHaveLength(arrived.length);
  });
});
