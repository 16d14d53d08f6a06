import { refundsAtWechat, refundsOf, settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import type { MadePaymentCode } from '../support/merchants';
import { as, database, signIn } from '../support/members';
import {
  deliverEvents,
  frozenAt,
  scanAndPay,
  type Sharing,
  shareProfits,
  sharingOf,
  sharingShop,
  SPLIT_API,
  splitsAt,
} from '../support/profit-sharing';
import { runService } from '../support/run-service';
import { sharingSuite } from '../support/settlement-suite';
import { makeSku, payInWechat, pickupOrder, placeOrder, startPayment } from '../support/shopping';

const control = () => application().wechat.control;

const merchantOf = (shop: MadePaymentCode) =>
  database()('merchants').where({ id: shop.merchantId }).first() as unknown as Promise<Record<string, unknown>>;

sharingSuite();

describe('a merchant that gets its part of payments', () => {
  it('is told to WeChat once, and again when its receiver changes', async () => {
    const shop = await sharingShop();
    expect(await merchantOf(shop)).toMatchObject({ receiver_state: 'added', receiver_error: null });
    const count = () => control().countCalls()['POST /v3/profitsharing/receivers/add'] ?? 0;
    const before = count();
    await runService('api::merchant.register-receivers');
    expect(count()).toBe(before);
    const data = { receiverAccount: '1900099999', receiverState: 'failed' } as never;
    await application()
      .strapi.documents('api::merchant.merchant')
      .update({ documentId: shop.merchantDocumentId, data });
    await runService('api::merchant.register-receivers');
    expect(count()).toBe(before + 1);
  });

  it('shows why WeChat does not take its receiver, and is tried again', async () => {
    control().addFault({ kind: 'system-error-before', match: '/v3/profitsharing/receivers/add', times: 1 });
    const shop = await sharingShop();
    expect(await merchantOf(shop)).toMatchObject({ receiver_state: 'failed' });
    application().clock.advance({ minutes: 6 });
    await runService('api::merchant.register-receivers');
    expect(await merchantOf(shop)).toMatchObject({ receiver_state: 'added', receiver_error: null });
  });
});

describe('a payment of such a merchant', () => {
  it('is shared when the order is completed: the shop keeps its commission, nothing stays frozen', async () => {
    const paid = await scanAndPay(await sharingShop(), 1_999);
    await shareProfits();
    const sharing = await sharingOf(paid);
    expect(sharing).toMatchObject({ state: 'finished', amount: 1_800, commission: 199, shared_amount: 1_800 });
    expect(splitsAt(sharing.transaction_id)).toHaveLength(1);
    expect(frozenAt(sharing.transaction_id)).toBe(0);
    await shareProfits();
    expect(splitsAt(sharing.transaction_id)).toHaveLength(1);
  });

  it('stays frozen until its order is completed', async () => {
    const shop = await sharingShop();
    const member = await signIn();
    const sku = await makeSku({ price: 1_000, stock: 1, product: { merchant: shop.merchantId } });
    const orderNo = await placeOrder(member, await pickupOrder(sku));
    const first = await startPayment(member, orderNo);
    // WeChat refuses a repeated prepay that says something else about sharing.
    await database()('payments').where({ order_no: orderNo }).update({ prepay_id: null });
    expect(await startPayment(member, orderNo)).not.toEqual(first);
    await payInWechat(member, first);
    await shareProfits();
    expect(await sharingOf({ orderNo })).toMatchObject({ state: 'frozen', amount: 0 });
    application().clock.advance({ days: 26 });
    await shareProfits();
    const sharing = await sharingOf({ orderNo });
    expect(sharing).toMatchObject({ state: 'unfrozen', shared_amount: 0 });
    expect(frozenAt(sharing.transaction_id)).toBe(0);
  });

  it('is split once when the answer is lost', async () => {
    const paid = await scanAndPay(await sharingShop(), 1_000);
    control().addFault({ kind: 'reset-after', match: SPLIT_API, times: 1 });
    await shareProfits();
    const sharing = await sharingOf(paid);
    expect(sharing).toMatchObject({ state: 'finished', shared_amount: 900 });
    expect(splitsAt(sharing.transaction_id)).toHaveLength(1);
  });

  // Incident 30.
  it('is split once when several instances look at the same time', async () => {
    const paid = await scanAndPay(await sharingShop(), 1_000);
    application().clock.advance({ minutes: 2 });
    await Promise.all(Array.from({ length: 5 }, () => runService('api::payment.send-profit-sharing')));
    await shareProfits();
    const sharing = await sharingOf(paid);
    expect(sharing).toMatchObject({ state: 'finished', shared_amount: 900 });
    expect(splitsAt(sharing.transaction_id)).toHaveLength(1);
  });

  // Incident 6.
  it('that came after its order was closed goes back whole, and nothing of it is shared', async () => {
    const shop = await sharingShop();
    const member = await signIn();
    const sku = await makeSku({ price: 1_000, stock: 1, product: { merchant: shop.merchantId } });
    const orderNo = await placeOrder(member, await pickupOrder(sku));
    const payParams = await startPayment(member, orderNo);
    control().addFault({ kind: 'reset-before', match: '/v3/pay/transactions/out-trade-no/', times: null });
    expect((await as(member).post(`/orders/${orderNo}/cancel`).send({})).status).toBe(200);
    control().clearFaults();
    await payInWechat(member, payParams);
    await settleRefunds();
    application().clock.advance({ minutes: 15 });
    await shareProfits();
    const sharing = await sharingOf({ orderNo });
    expect(sharing).toMatchObject({ state: 'unfrozen', shared_amount: 0 });
    expect(refundsAtWechat(await refundsOf(orderNo))).toMatchObject([{ refundFen: 1_000 }]);
    expect(frozenAt(sharing.transaction_id)).toBe(0);
  });

  // Incident 7.
  it('that came a second time for its order is not shared, although WeChat closes its refund again and again', async () => {
    const shop = await sharingShop();
    const member = await signIn();
    const sku = await makeSku({ price: 1_000, stock: 2, product: { kind: 'virtual', merchant: shop.merchantId } });
    const orderNo = await placeOrder(member, {
      items: [{ skuId: sku.documentId, quantity: 1 }],
      delivery: { mode: 'none' },
    });
    const first = await startPayment(member, orderNo);
    await database()('payments').where({ order_no: orderNo }).update({ state: 'closed' });
    const second = await startPayment(member, orderNo);
    const { refundSettleSeconds } = control().readSettings();
    await control().changeSettings({ refundSettleSeconds: null });
    await payInWechat(member, second);
    await payInWechat(member, first);
    for (let round = 1; round <= 3; round += 1) {
      application().clock.advance({ minutes: 2 });
      await runService('api::payment.send-refunds');
      const refund = (await refundsOf(orderNo)).at(-1);
      expect(refund).toMatchObject({ sequence: round, amount: 1_000 });
      await control().settleRefund(refund?.out_refund_no ?? '', { status: 'CLOSED' });
      await control().deliveriesSettled();
    }
    await control().changeSettings({ refundSettleSeconds });
    expect((await refundsOf(orderNo)).map(({ state }) => state)).toEqual(['closed', 'closed', 'closed']);
    await deliverEvents();
    application().clock.advance({ minutes: 15 });
    await shareProfits();
    const sharings = (await database()('profit_sharings').where({ order_no: orderNo }).orderBy('id')) as Sharing[];
    expect(sharings.map(({ state, shared_amount: shared }) => [state, shared])).toEqual([
      ['finished', 900],
      ['unfrozen', 0],
    ]);
  });

  it('whose receiver cannot take it goes to the shop, with the reason', async () => {
    await control().changeSettings({ profitSharingSettleSeconds: null });
    const paid = await scanAndPay(await sharingShop(), 1_000);
    await shareProfits();
    const sharing = await sharingOf(paid);
    expect(sharing.state).toBe('processing');
    const account = splitsAt(sharing.transaction_id)[0]?.shares[0]?.account ?? '';
    await control().settleProfitSharing(sharing.out_order_no, { [account]: 'ACCOUNT_ABNORMAL' });
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({
      state: 'unfrozen',
      shared_amount: 0,
      last_error_code: 'ACCOUNT_ABNORMAL',
    });
    expect(frozenAt(sharing.transaction_id)).toBe(0);
  });

  it('is given free when the merchant keeps nothing of it', async () => {
    const paid = await scanAndPay(await sharingShop({ commissionBps: 10_000 }), 500);
    await shareProfits();
    const sharing = await sharingOf(paid);
    expect(sharing).toMatchObject({ state: 'unfrozen', shared_amount: 0 });
    expect(frozenAt(sharing.transaction_id)).toBe(0);
  });
});
