import type {} from '../../src/api/payment/services/advance-profit-return';
import type {} from '../../src/api/payment/services/share-profit';
import type {} from '../../src/api/payment/services/unfreeze-payment';
import type { ProfitReturnRow, ProfitSharingRow } from '../../src/api/payment/store/profit-sharing-rows';
import { getService } from '../../src/platform/get-service';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { openCase, refundsAtWechat, refundsOf, settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { makePaymentCode, type MadePaymentCode } from '../support/merchants';
import { as, database, signIn, type SignedIn } from '../support/members';
import { runService } from '../support/run-service';
import { makeSku, payInWechat, pickupOrder, placeOrder, startPayment } from '../support/shopping';

const control = () => application().wechat.control;
const SPLIT_API = '/v3/profitsharing/orders';
const RETURN_API = '/v3/profitsharing/return-orders';

let admin: AdminClient;
let serial = 0;

beforeAll(async () => {
  admin = await signInToPanel();
});

beforeEach(async () => {
  await control().changeSettings({ profitSharingMaxBps: 10_000, balanceFen: 100_000_000 });
});

afterEach(async () => {
  control().clearFaults();
  await control().changeSettings({
    profitSharingMaxBps: 3_000,
    profitReturnFailReason: null,
    profitSharingSettleSeconds: 2,
    balanceFen: 100_000_000,
  });
  application().clock.reset();
});

/** A merchant that gets its part of payments, known to WeChat. */
async function sharingShop(receiver: Record<string, unknown> = {}): Promise<MadePaymentCode> {
  const made = await makePaymentCode();
  serial += 1;
  const data = {
    commissionBps: 1_000,
    sharesProfit: true,
    receiverAccount: `19${String(Date.now()).slice(-7)}${serial}`,
    receiverName: '绿头鸭餐饮有限公司',
    ...receiver,
  };
  await application()
    .strapi.documents('api::merchant.merchant')
    .update({ documentId: made.merchantDocumentId, data: data as never });
  await runService('api::merchant.register-receivers');
  return made;
}

const merchantOf = (shop: MadePaymentCode) =>
  database()('merchants').where({ id: shop.merchantId }).first() as unknown as Promise<Record<string, unknown>>;

interface Paid {
  member: SignedIn;
  orderNo: string;
}

/** An order that is paid by scanning, and so completed at once. */
async function scanAndPay(shop: MadePaymentCode, amount: number): Promise<Paid> {
  const member = await signIn();
  const answer = await as(member).post(`/payment-codes/${shop.code}/pay`).send({ amount });
  const { orderNo, payParams } = (answer.body as { data: { orderNo: string; payParams: never } }).data;
  await payInWechat(member, payParams);
  await deliverEvents();
  return { member, orderNo };
}

interface Sharing {
  document_id: string;
  state: string;
  transaction_id: string;
  out_order_no: string;
  amount: number;
  commission: number;
  shared_amount: number;
  returned_amount: number;
  debt_amount: number;
  last_error_code: string | null;
  finished_at: unknown;
}

async function sharingOf({ orderNo }: Paid): Promise<Sharing> {
  return (await database()('profit_sharings').where({ order_no: orderNo }).first()) as Sharing;
}

async function deliverEvents(): Promise<void> {
  while ((await application().runJob('outbox-relay')) > 0);
}

/** Lets the job come round a few times. */
async function shareProfits(rounds = 3): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    application().clock.advance({ minutes: 2 });
    await runService('api::payment.send-profit-sharing');
  }
}

const splitsAt = (transactionId: string) =>
  control()
    .listProfitSharings()
    .filter((sharing) => sharing.transactionId === transactionId);

const frozenAt = (transactionId: string): number =>
  control()
    .listPayments()
    .find((payment) => payment.transactionId === transactionId)?.frozenFen ?? -1;

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
    expect(await sharingOf({ member, orderNo })).toMatchObject({ state: 'frozen', amount: 0 });
    application().clock.advance({ days: 26 });
    await shareProfits();
    const sharing = await sharingOf({ member, orderNo });
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
    const sharing = await sharingOf({ member, orderNo });
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

  it('that is not to be given free any more is not: WeChat takes that not back', async () => {
    const paid = await scanAndPay(await sharingShop(), 1_000);
    const sharing = await sharingOf(paid);
    const row = { ...sharing, state: 'unfreezing' } as unknown as ProfitSharingRow;
    await getService(application().strapi, 'api::payment.unfreeze-payment')(row);
    expect(frozenAt(sharing.transaction_id)).toBe(1_000);
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({ state: 'finished', shared_amount: 900 });
  });

  describe('that an instance still holds as it was when another one works on it', () => {
    const sent = () => control().countCalls()['POST /v3/profitsharing/orders'] ?? 0;
    const share = (row: Sharing) =>
      getService(application().strapi, 'api::payment.share-profit')(row as unknown as ProfitSharingRow);

    it('is not split under the number that was given up', async () => {
      const paid = await scanAndPay(await sharingShop(), 1_000);
      control().addFault({ kind: 'reset-before', match: SPLIT_API, times: 1 });
      await shareProfits(1);
      const held = await sharingOf(paid);
      expect(held).toMatchObject({ state: 'created', shared_amount: 0 });
      await control().changeSettings({ profitSharingMaxBps: 3_000 });
      await shareProfits();
      await control().changeSettings({ profitSharingMaxBps: 10_000 });
      const again = `/shop/profit-sharings/${held.document_id}/retry`;
      expect((await admin.call('post', again, { note: '比例已经改好' })).status).toBe(200);
      await share(held);
      expect(splitsAt(held.transaction_id)).toEqual([]);
      await shareProfits();
      const sharing = await sharingOf(paid);
      expect(sharing).toMatchObject({ state: 'finished', shared_amount: 900 });
      expect(sharing.out_order_no).not.toBe(held.out_order_no);
      expect(splitsAt(held.transaction_id)).toHaveLength(1);
    });

    it('is not sent a second time while the other one waits for the answer', async () => {
      const paid = await scanAndPay(await sharingShop(), 1_000);
      control().addFault({ kind: 'reset-before', match: SPLIT_API, times: 1 });
      await shareProfits(1);
      const held = await sharingOf(paid);
      // The query passes, and what is sent after it is lost again.
      control().addFault({ kind: 'slow', match: `${SPLIT_API}/`, times: 1, seconds: 0 });
      control().addFault({ kind: 'reset-before', match: SPLIT_API, times: 1 });
      await shareProfits(1);
      const before = sent();
      await share(held);
      expect(sent()).toBe(before);
      await shareProfits();
      expect(await sharingOf(paid)).toMatchObject({ state: 'finished', shared_amount: 900 });
    });
  });

  // Incident 25.
  it('is not believed to be shared when the answer is not signed by WeChat', async () => {
    const paid = await scanAndPay(await sharingShop(), 1_000);
    control().addFault({ kind: 'bad-signature', match: SPLIT_API, times: 1 });
    application().clock.advance({ minutes: 2 });
    await runService('api::payment.send-profit-sharing');
    expect(await sharingOf(paid)).toMatchObject({ state: 'created', shared_amount: 0 });
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({ state: 'finished', shared_amount: 900 });
  });

  it('that WeChat refuses to split is shown to staff, who share it again or give it free', async () => {
    await control().changeSettings({ profitSharingMaxBps: 3_000 });
    const shop = await sharingShop();
    const [first, second, third] = [
      await scanAndPay(shop, 1_000),
      await scanAndPay(shop, 2_000),
      await scanAndPay(shop, 3_000),
    ];
    await shareProfits();
    const refused = await sharingOf(first);
    expect(refused).toMatchObject({ state: 'failed', last_error_code: 'RULE_LIMIT', shared_amount: 0 });
    const act = (row: Sharing, verb: string, body: object = { note: '已经核对' }) =>
      admin.call('post', `/shop/profit-sharings/${row.document_id}/${verb}`, body);
    expect((await act(refused, 'retry', {})).status).toBe(400);
    await control().changeSettings({ profitSharingMaxBps: 10_000 });
    expect((await act(refused, 'retry')).status).toBe(200);
    expect((await act(await sharingOf(second), 'unfreeze')).status).toBe(200);
    await shareProfits();
    expect(await sharingOf(first)).toMatchObject({ state: 'finished', shared_amount: 900 });
    expect(await sharingOf(second)).toMatchObject({ state: 'unfrozen', shared_amount: 0 });
    expect((await act(await sharingOf(first), 'unfreeze')).status).toBe(409);
    const audited: unknown[] = await database()('audit_logs').where({ subject_id: refused.document_id });
    expect(audited).toHaveLength(1);
    application().clock.advance({ days: 26 });
    await shareProfits();
    const forgotten = await sharingOf(third);
    expect(forgotten).toMatchObject({ state: 'unfrozen', last_error_code: 'RULE_LIMIT' });
    expect(frozenAt(forgotten.transaction_id)).toBe(0);
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

  it('counts as free 31 days after it was paid when WeChat, who frees it by then, does not answer any more', async () => {
    const paid = await scanAndPay(await sharingShop(), 1_000);
    control().addFault({ kind: 'no-permission', match: '/v3/profitsharing/', times: null });
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({ state: 'failed', last_error_code: 'NO_AUTH' });
    application().clock.advance({ days: 30 });
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({ state: 'unfreezing', finished_at: null });
    application().clock.advance({ days: 1 });
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({
      state: 'unfrozen',
      shared_amount: 0,
      next_attempt_at: null,
      last_error_code: 'NO_AUTH',
    });
    expect((await sharingOf(paid)).finished_at).not.toBeNull();
  });

  it('stays to be freed, however old it is, when WeChat breaks down instead of refusing', async () => {
    const paid = await scanAndPay(await sharingShop({ commissionBps: 10_000 }), 500);
    control().addFault({ kind: 'system-error-before', match: '/v3/profitsharing/', times: null });
    await shareProfits();
    application().clock.advance({ days: 32 });
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({ state: 'unfreezing' });
    control().clearFaults();
    application().clock.advance({ days: 1 });
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({ state: 'unfrozen' });
  });

  it('is given free when the merchant keeps nothing of it', async () => {
    const paid = await scanAndPay(await sharingShop({ commissionBps: 10_000 }), 500);
    await shareProfits();
    const sharing = await sharingOf(paid);
    expect(sharing).toMatchObject({ state: 'unfrozen', shared_amount: 0 });
    expect(frozenAt(sharing.transaction_id)).toBe(0);
  });
});

describe('a refund of a payment that is shared', () => {
  /** Three equal units, completed at once. */
  async function buyThree(shop: MadePaymentCode, price = 333): Promise<Paid & { skuId: string; skuRow: number }> {
    const member = await signIn();
    const product = { kind: 'virtual', merchant: shop.merchantId };
    const sku = await makeSku({ price, stock: 3, product });
    const orderNo = await placeOrder(member, {
      items: [{ skuId: sku.documentId, quantity: 3 }],
      delivery: { mode: 'none' },
    });
    await payInWechat(member, await startPayment(member, orderNo));
    await deliverEvents();
    return { member, orderNo, skuId: sku.documentId, skuRow: sku.id };
  }

  async function giveBack(bought: Paid & { skuId: string }, quantity = 1): Promise<void> {
    const { member, orderNo, skuId } = bought;
    const { afterSaleNo } = await openCase(member, orderNo, { items: [{ skuId, quantity }] });
    const row = (await database()('after_sales').where({ after_sale_no: afterSaleNo }).first()) as {
      document_id: string;
    };
    const answer = await admin.call('post', `/shop/after-sales/${row.document_id}/approve`, {});
    expect(answer.status).toBe(200);
  }

  const lastRefund = async ({ orderNo }: Paid) => (await refundsOf(orderNo)).at(-1);
  const returnsOf = (paid: Paid) =>
    database()('profit_returns').where({ order_no: paid.orderNo }).orderBy('id') as unknown as Promise<
      { document_id: string; amount: number; state: string; fail_reason: string | null }[]
    >;

  it('takes back the part of the merchant first; three refunds return exactly the whole', async () => {
    const bought = await buyThree(await sharingShop());
    await shareProfits();
    expect(await sharingOf(bought)).toMatchObject({ state: 'finished', amount: 900, commission: 99 });
    for (const back of [300, 600, 900]) {
      await giveBack(bought);
      await settleRefunds();
      expect(await lastRefund(bought)).toMatchObject({ state: 'succeeded', amount: 333 });
      expect(await sharingOf(bought)).toMatchObject({ returned_amount: back, debt_amount: 0 });
    }
    expect((await returnsOf(bought)).map(({ amount, state }) => [amount, state])).toEqual([
      [300, 'succeeded'],
      [300, 'succeeded'],
      [300, 'succeeded'],
    ]);
    await expectBooksBalance({ users: [bought.member.id], skus: [bought.skuRow] });
  });

  it('before it is shared lessens what will be shared, and nothing has to come back', async () => {
    const bought = await buyThree(await sharingShop());
    await giveBack(bought);
    await shareProfits();
    await settleRefunds();
    expect(await lastRefund(bought)).toMatchObject({ state: 'succeeded' });
    expect(await sharingOf(bought)).toMatchObject({ state: 'finished', shared_amount: 600, returned_amount: 0 });
    expect(await returnsOf(bought)).toEqual([]);
    await giveBack(bought, 2);
    await settleRefunds();
    expect(await sharingOf(bought)).toMatchObject({ returned_amount: 600, debt_amount: 0 });
  });

  it('of everything before it is shared leaves nothing frozen and nothing shared', async () => {
    const bought = await buyThree(await sharingShop());
    await giveBack(bought, 3);
    await settleRefunds();
    await deliverEvents();
    await shareProfits(8);
    const sharing = await sharingOf(bought);
    expect(sharing).toMatchObject({ state: 'unfrozen', shared_amount: 0 });
    expect(splitsAt(sharing.transaction_id).filter(({ kind }) => kind === 'split')).toEqual([]);
    expect(frozenAt(sharing.transaction_id)).toBe(0);
  });

  it('is paid from the shop when the merchant has no money; the debt is on record and asked for again', async () => {
    const bought = await buyThree(await sharingShop());
    await shareProfits();
    await control().changeSettings({ profitReturnFailReason: 'BALANCE_NOT_ENOUGH' });
    await giveBack(bought);
    await settleRefunds();
    expect(await lastRefund(bought)).toMatchObject({ state: 'succeeded' });
    expect(await sharingOf(bought)).toMatchObject({ returned_amount: 0, debt_amount: 300 });
    const [owed] = await returnsOf(bought);
    expect(owed).toMatchObject({ state: 'failed', fail_reason: 'BALANCE_NOT_ENOUGH' });
    await control().changeSettings({ profitReturnFailReason: null });
    const path = `/shop/profit-returns/${owed?.document_id ?? ''}/retry`;
    expect((await admin.call('post', path, { note: '商户已充值' })).status).toBe(200);
    await runService('api::payment.send-profit-returns');
    expect(await sharingOf(bought)).toMatchObject({ returned_amount: 300, debt_amount: 0 });
    expect((await admin.call('post', path, { note: '再来一次' })).status).toBe(409);
  });

  it('returns the share once when the answer to the return is lost', async () => {
    const bought = await buyThree(await sharingShop());
    await shareProfits();
    control().addFault({ kind: 'reset-after', match: RETURN_API, times: 1 });
    await giveBack(bought);
    await settleRefunds();
    expect(await sharingOf(bought)).toMatchObject({ returned_amount: 300, debt_amount: 0 });
    expect(refundsAtWechat(await refundsOf(bought.orderNo))).toHaveLength(1);
    const flows = control().listFundFlow();
    const [row] = (await database()('profit_returns').where({ order_no: bought.orderNo })) as {
      out_return_no: string;
    }[];
    expect(flows.filter(({ voucherNo }) => voucherNo === row?.out_return_no)).toHaveLength(1);
  });

  it('is not asked back under a number that was given up', async () => {
    const bought = await buyThree(await sharingShop());
    await shareProfits();
    control().addFault({ kind: 'no-permission', match: RETURN_API, times: 1 });
    await giveBack(bought);
    await settleRefunds();
    const [refused] = await returnsOf(bought);
    expect(refused).toMatchObject({ state: 'failed', fail_reason: 'NO_AUTH' });
    const path = `/shop/profit-returns/${refused?.document_id ?? ''}/retry`;
    expect((await admin.call('post', path, { note: '权限已开通' })).status).toBe(200);
    const sent = () => control().countCalls()['POST /v3/profitsharing/return-orders'] ?? 0;
    const before = sent();
    const held = { ...refused, state: 'created', sent_at: null } as unknown as ProfitReturnRow;
    expect(await getService(application().strapi, 'api::payment.advance-profit-return')(held)).toBe('processing');
    expect(sent()).toBe(before);
    await runService('api::payment.send-profit-returns');
    expect(sent()).toBe(before + 1);
    expect(await sharingOf(bought)).toMatchObject({ returned_amount: 300, debt_amount: 0 });
  });

  it('waits while WeChat is splitting, and nobody pays twice', async () => {
    await control().changeSettings({ profitSharingSettleSeconds: null });
    const bought = await buyThree(await sharingShop());
    await shareProfits();
    await giveBack(bought);
    await settleRefunds(2);
    expect(refundsAtWechat(await refundsOf(bought.orderNo))).toEqual([]);
    const sharing = await sharingOf(bought);
    await control().settleProfitSharing(sharing.out_order_no);
    await shareProfits();
    await settleRefunds();
    expect(await lastRefund(bought)).toMatchObject({ state: 'succeeded' });
    expect(await sharingOf(bought)).toMatchObject({ shared_amount: 900, returned_amount: 300 });
  });

  it('leaves a debt at once when the receiver is a person, who cannot give back', async () => {
    const receiver = { receiverType: 'PERSONAL_OPENID', receiverAccount: 'o-partner-1', receiverName: null };
    const bought = await buyThree(await sharingShop(receiver));
    await shareProfits();
    await giveBack(bought);
    await settleRefunds();
    expect(await lastRefund(bought)).toMatchObject({ state: 'succeeded' });
    expect(await sharingOf(bought)).toMatchObject({ shared_amount: 900, returned_amount: 0, debt_amount: 300 });
  });
});
