import type {} from '../../src/api/payment/services/pay-out';
import { inTransaction } from '../../src/platform/database/in-transaction';
import { getService } from '../../src/platform/get-service';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { openCase, refundsOf } from '../support/after-sales';
import { application } from '../support/api';
import type { MadeSku } from '../support/catalog';
import { atWechat, letADayPass } from '../support/deals';
import { expectBooksBalance } from '../support/facts';
import { type FaultKind, FAULTS, faultsLeft, meeting, strike } from '../support/faults';
import { as, database, signIn, type SignedIn } from '../support/members';
import { makePaymentCode } from '../support/merchants';
import { makeSku, payInWechat, placeOrder, startPayment } from '../support/shopping';

const PRICE = 1_000;
const SHARE = 900;
const SEVERAL = 3;
const SPLIT_API = '/v3/profitsharing/orders';
const UNFREEZE_API = '/v3/profitsharing/orders/unfreeze';
const AMOUNTS_API = '/v3/profitsharing/transactions';
const RETURN_API = '/v3/profitsharing/return-orders';
const TRANSFER_API = '/v3/fund-app/mch-transfer/transfer-bills';

const control = () => application().wechat.control;

let admin: AdminClient;
let sharedSku: MadeSku;
let keptSku: MadeSku;
let member: SignedIn;

beforeAll(async () => {
  admin = await signInToPanel();
  sharedSku = await skuOfSharingMerchant(1_000);
  keptSku = await skuOfSharingMerchant(10_000);
  await deliverEvents();
  await letADayPass();
  application().clock.reset();
}, 60_000);

beforeEach(async () => {
  member = await signIn();
  await control().changeSettings({ profitSharingMaxBps: 10_000, profitSharingSettleSeconds: 0 });
});

afterEach(async () => {
  control().clearFaults();
  await control().changeSettings({ profitSharingMaxBps: 3_000, profitSharingSettleSeconds: 2 });
  application().clock.reset();
});

/** Virtual goods, completed as soon as they are paid, of a merchant that is paid through WeChat. */
async function skuOfSharingMerchant(commissionBps: number): Promise<MadeSku> {
  const { merchantId, merchantDocumentId: documentId } = await makePaymentCode();
  const receiverAccount = `19${String(Date.now()).slice(-6)}${commissionBps % 97}`;
  const data = { commissionBps, sharesProfit: true, receiverAccount, receiverName: '绿头鸭餐饮有限公司' };
  await application()
    .strapi.documents('api::merchant.merchant')
    .update({ documentId, data: data as never });
  await application().runJob('register-receivers');
  return makeSku({ price: PRICE, stock: 500, product: { kind: 'virtual', merchant: merchantId } });
}

async function deliverEvents(): Promise<void> {
  while ((await application().runJob('outbox-relay')) > 0);
}

/** A completed order whose money is frozen at WeChat; the minute is over before which nothing is split. */
async function frozenOrder(sku: MadeSku): Promise<string> {
  const orderNo = await placeOrder(member, {
    items: [{ skuId: sku.documentId, quantity: 1 }],
    delivery: { mode: 'none' },
  });
  await payInWechat(member, await startPayment(member, orderNo));
  await deliverEvents();
  application().clock.advance({ minutes: 2 });
  return orderNo;
}

const rowOf = async (table: string, where: object) =>
  (await database()(table).where(where).first()) as Record<string, unknown> & { document_id: string };

/** What was split off and given free of an order's payment at WeChat, and what is still frozen. */
function splitsAtWechat(orderNo: string) {
  const payment = control()
    .listPayments()
    .find(({ description }) => description.includes(orderNo));
  const splits = control()
    .listProfitSharings()
    .filter(({ transactionId }) => transactionId === payment?.transactionId);
  return { kinds: splits.map(({ kind }) => kind), frozenFen: payment?.frozenFen };
}

const movesOf = (voucherNo: unknown) =>
  control()
    .listFundFlow()
    .filter((move) => move.voucherNo === voucherNo)
    .map(({ direction, amountFen }) => ({ direction, amountFen }));

const balance = () => expectBooksBalance({ users: [member.id], skus: [sharedSku.id, keptSku.id] });

/** Lets the job meet the fault as often as it strikes; after each time the fact must hold. */
async function strikeJob(
  kind: FaultKind,
  { job, match, times }: { job: string; match: string; times: number },
  stillHolds: () => Promise<void>,
): Promise<void> {
  strike(kind, match, times);
  for (let round = 0; round < times; round += 1) {
    await meeting(kind, () => application().runJob(job));
    await stillHolds();
    application().clock.advance({ minutes: 5 });
  }
  expect(faultsLeft()).toBe(0);
}

/** Money of which the merchant keeps nothing goes to the shop, whatever the fault. */
async function giveFree(kind: FaultKind, fault: { match: string; times: number }): Promise<void> {
  const orderNo = await frozenOrder(keptSku);
  const sharing = () => rowOf('profit_sharings', { order_no: orderNo });
  await strikeJob(kind, { job: 'send-profit-sharing', ...fault }, async () =>
    expect(await sharing()).toMatchObject({ state: 'unfreezing' }),
  );
  for (let round = 0; round < 3; round += 1) {
    application().clock.advance({ minutes: 10 });
    await application().runJob('send-profit-sharing');
  }
  expect(await sharing()).toMatchObject({ state: 'unfrozen', shared_amount: 0 });
  expect(splitsAtWechat(orderNo)).toEqual({ kinds: ['unfreeze'], frozenFen: 0 });
}

describe('an unfreeze call', () => {
  it('gives everything free once, whatever becomes of its answer', async () => {
    for (const [kind] of FAULTS) await giveFree(kind, { match: UNFREEZE_API, times: 1 });
    await balance();
  });
});

// Incident 25.
describe.each([1, SEVERAL])('struck %i times', (times) => {
  it.each(FAULTS)('a split is made once and booked from a believed answer only: %s, %s', async (kind) => {
    const orderNo = await frozenOrder(sharedSku);
    await strikeJob(kind, { job: 'send-profit-sharing', match: SPLIT_API, times }, async () =>
      expect(await rowOf('profit_sharings', { order_no: orderNo })).toMatchObject({
        state: 'created',
        shared_amount: 0,
      }),
    );
    await letADayPass();
    expect(await rowOf('profit_sharings', { order_no: orderNo })).toMatchObject({
      state: 'finished',
      shared_amount: SHARE,
    });
    expect(splitsAtWechat(orderNo)).toEqual({ kinds: ['split'], frozenFen: 0 });
    await balance();
  });

  it('asking what is frozen believes nothing else, and everything is given free once', async () => {
    for (const [kind] of FAULTS) await giveFree(kind, { match: AMOUNTS_API, times });
    await balance();
  });

  it.each(FAULTS)('a share comes back once, before its refund is paid once: %s, %s', async (kind) => {
    const orderNo = await frozenOrder(sharedSku);
    await application().runJob('send-profit-sharing');
    application().clock.reset();
    const items = [{ skuId: sharedSku.documentId, quantity: 1 }];
    const { afterSaleNo } = await openCase(member, orderNo, { items });
    const { document_id: caseId } = await rowOf('after_sales', { after_sale_no: afterSaleNo });
    expect((await admin.call('post', `/shop/after-sales/${caseId}/approve`, {})).status).toBe(200);
    await strikeJob(kind, { job: 'send-refunds', match: RETURN_API, times }, async () => {
      expect(await rowOf('profit_returns', { order_no: orderNo })).toMatchObject({ state: 'created' });
      expect(await rowOf('profit_sharings', { order_no: orderNo })).toMatchObject({
        returned_amount: 0,
        debt_amount: 0,
      });
      expect(atWechat(orderNo).refunds).toEqual([]);
    });
    await letADayPass();
    const back = await rowOf('profit_returns', { order_no: orderNo });
    expect(back).toMatchObject({ state: 'succeeded', amount: SHARE });
    expect(movesOf(back.out_return_no)).toEqual([{ direction: 'in', amountFen: SHARE }]);
    expect(await rowOf('profit_sharings', { order_no: orderNo })).toMatchObject({
      returned_amount: SHARE,
      debt_amount: 0,
    });
    expect(await refundsOf(orderNo)).toMatchObject([{ state: 'succeeded', amount: PRICE }]);
    expect(atWechat(orderNo).refunds).toEqual([{ refundFen: PRICE, status: 'SUCCESS' }]);
    await balance();
  });

  it.each(FAULTS)('a transfer is made once and paid once: %s, %s', async (kind) => {
    const { strapi, clock } = application();
    const wish = { userId: member.id, amount: 600, scene: 'commission', remark: '本月推广佣金' } as const;
    const { outBillNo } = await inTransaction(strapi, (trx) =>
      getService(strapi, 'api::payment.pay-out')(trx, { ...wish, sourceKey: `matrix:${member.id}`, at: clock.now() }),
    );
    const payout = () => rowOf('payouts', { user_id: member.id });
    await strikeJob(kind, { job: 'send-payouts', match: TRANSFER_API, times }, async () =>
      expect(await payout()).toMatchObject({ state: 'created', package_info: null, out_bill_no: outBillNo }),
    );
    application().clock.advance({ hours: 1 });
    await application().runJob('send-payouts');
    expect(await payout()).toMatchObject({ state: 'waiting_confirmation', out_bill_no: outBillNo });
    await control().settleTransfer(outBillNo, { status: 'SUCCESS', delivery: 'none' });
    application().clock.advance({ hours: 1 });
    await strikeJob(
      kind,
      { job: 'send-payouts', match: `${TRANSFER_API}/out-bill-no/${outBillNo}`, times: 1 },
      async () => expect(await payout()).toMatchObject({ state: 'waiting_confirmation', succeeded_at: null }),
    );
    await letADayPass();
    expect(await payout()).toMatchObject({ state: 'succeeded', out_bill_no: outBillNo });
    expect(movesOf(outBillNo)).toEqual([{ direction: 'out', amountFen: 600 }]);
    expect(
      control()
        .listTransfers()
        .filter(({ openid }) => openid === member.openid),
    ).toHaveLength(1);
    application().clock.reset();
    expect((await as(member).get('/me/payouts')).body.data).toMatchObject([{ amount: 600, status: 'succeeded' }]);
  });
});
