import { application } from '../support/api';
import type { MadeSku } from '../support/catalog';
import {
  atWechat,
  type Deal,
  expectEnding,
  letADayPass,
  openDeal,
  returnedDeal,
  stateOfOrder,
  unheardDeal,
} from '../support/deals';
import { expectBooksBalance } from '../support/facts';
import { type FaultKind, FAULTS, faultsLeft, meeting, strike } from '../support/faults';
import { as, database, signIn, type SignedIn } from '../support/members';
import { REFUND_NOTIFY_PATH } from '../support/notifications';
import { ensurePaymentRule } from '../support/points';
import { makeSku, type OrderBody, payInWechat, pickupOrder, placeOrder, startPayment } from '../support/shopping';

const PRICE = 1_900;
const PREPAY_API = '/v3/pay/transactions/jsapi';
const PAYMENT_API = '/v3/pay/transactions/out-trade-no';
const REFUND_API = '/v3/refund/domestic/refunds';

/** The answer to a close call has no body that could be cut off. */
const FAULTS_OF_CLOSE = FAULTS.filter(([kind]) => kind !== 'truncated-body');

const control = () => application().wechat.control;
const SEVERAL = 3;
/** So often that the order has long been overdue when WeChat can be asked again. */
const MANY = 8;
const ALWAYS = null;

let sku: MadeSku;
let body: OrderBody;
let member: SignedIn;

beforeAll(async () => {
  await ensurePaymentRule();
  sku = await makeSku({ price: PRICE, stock: 1_000 });
  body = await pickupOrder(sku);
  await letADayPass();
  application().clock.reset();
}, 60_000);

beforeEach(async () => {
  member = await signIn();
});

afterEach(async () => {
  control().clearFaults();
  await control().changeSettings({ refundSettleSeconds: 2 });
  application().clock.reset();
});

const rowsOf = (table: string, orderNo: string) =>
  database()(table).where({ order_no: orderNo }) as unknown as Promise<Record<string, unknown>[]>;

const balance = () => expectBooksBalance({ users: [member.id], skus: [sku.id] });

describe('a prepay call', () => {
  /** The user taps “pay” while the fault strikes: nothing he could pay with leaves the house. */
  async function tapInVain(kind: FaultKind, orderNo: string, times: number): Promise<void> {
    strike(kind, PREPAY_API, times);
    for (let tap = 0; tap < times; tap += 1) {
      const answer = await meeting(kind, async () => as(member).post(`/orders/${orderNo}/pay`));
      expect([answer.status, answer.body.error?.name]).toEqual([502, 'PaymentGatewayError']);
      expect(JSON.stringify(answer.body)).not.toContain('prepay_id');
    }
    expect(faultsLeft()).toBe(0);
    expect(await rowsOf('payments', orderNo)).toMatchObject([{ state: 'created', prepay_id: null }]);
    expect(await stateOfOrder(orderNo)).toBe('pending_payment');
  }

  it.each(FAULTS)('opens one payment, paid once, or none that can be paid later: %s, %s', async (kind) => {
    const paid: string[] = [];
    for (const times of [1, SEVERAL]) {
      const orderNo = await placeOrder(member, body);
      await tapInVain(kind, orderNo, times);
      const payParams = await startPayment(member, orderNo);
      await payInWechat(member, payParams, times === 1 ? 'normal' : 'none');
      paid.push(orderNo);
    }
    const abandoned = await placeOrder(member, body);
    await tapInVain(kind, abandoned, 1);

    await letADayPass();
    for (const orderNo of paid) {
      await expectEnding({ orderNo, price: PRICE }, 'awaiting_fulfilment');
      expect(await rowsOf('payments', orderNo)).toHaveLength(1);
    }
    await expectEnding({ orderNo: abandoned, price: PRICE, wasPaid: false }, 'closed');
    await balance();
  });
});

describe('a payment query', () => {
  it.each(FAULTS)('finds the payment in the end and believes nothing before: %s, %s', async (kind) => {
    const deals: Deal[] = [];
    for (const times of [1, SEVERAL, MANY]) {
      const deal = await unheardDeal(member, body);
      strike(kind, `${PAYMENT_API}/${deal.outTradeNo}`, times);
      const before = faultsLeft();
      const answer = await meeting(kind, async () => as(member).get(`/orders/${deal.orderNo}/payment`));
      expect(answer.body.data).toMatchObject({ status: 'prepaid', paidAt: null, transactionId: null });
      expect(faultsLeft()).toBe(times === 1 ? before - 1 : before);
      expect(await stateOfOrder(deal.orderNo)).toBe('pending_payment');
      deals.push(deal);
    }
    await meeting(kind, letADayPass);
    expect(faultsLeft()).toBe(0);
    for (const { orderNo } of deals) await expectEnding({ orderNo, price: PRICE }, 'awaiting_fulfilment');
    await balance();
  });
});

describe('a close call', () => {
  // Incident 22.
  it.each(FAULTS_OF_CLOSE)('closes the overdue order in the end, and not before it is sure: %s, %s', async (kind) => {
    const deals = [await openDeal(member, body), await openDeal(member, body)];
    for (const [index, { outTradeNo }] of deals.entries())
      strike(kind, `${PAYMENT_API}/${outTradeNo}/close`, index === 0 ? 1 : ALWAYS);
    // In the last minute before WeChat closes it by itself.
    application().clock.advance({ minutes: 15, seconds: 20 });
    await meeting(kind, () => application().runJob('close-expired-orders'));
    expect(faultsLeft()).toBe(1);
    for (const { orderNo } of deals) expect(await stateOfOrder(orderNo)).toBe('pending_payment');
    await meeting(kind, letADayPass);
    for (const { orderNo } of deals) await expectEnding({ orderNo, price: PRICE, wasPaid: false }, 'closed');
    await balance();
  });

  // Incident 6.
  it.each(FAULTS_OF_CLOSE)('that failed for a cancelled order lets no late money stay: %s, %s', async (kind) => {
    const deals: (Deal & { wasPaid: boolean })[] = [];
    for (const times of [1, SEVERAL]) {
      const { payParams, ...deal } = await openDeal(member, body);
      strike(kind, `${PAYMENT_API}/${deal.outTradeNo}/close`, times);
      const cancelled = await meeting(kind, async () => as(member).post(`/orders/${deal.orderNo}/cancel`).send({}));
      expect([cancelled.status, await stateOfOrder(deal.orderNo)]).toEqual([200, 'closed']);
      const outcome = await control().pay({ payParams, openid: member.openid, notify: 'none' });
      deals.push({ ...deal, wasPaid: outcome.errMsg.endsWith(':ok') });
    }
    await meeting(kind, letADayPass);
    control().clearFaults();
    for (const { orderNo, wasPaid } of deals) await expectEnding({ orderNo, price: PRICE, wasPaid }, 'closed');
    await balance();
  });
});

describe('a refund request', () => {
  // Incidents 17, 18 and 25.
  it.each(FAULTS)('pays once under one number and is booked from a believed answer only: %s, %s', async (kind) => {
    await control().changeSettings({ refundSettleSeconds: 0 });
    const deals: Awaited<ReturnType<typeof returnedDeal>>[] = [];
    for (const times of [1, SEVERAL]) {
      const deal = await returnedDeal(member, body);
      control().addFault({ kind: 'drop', on: 'notification', match: REFUND_NOTIFY_PATH, times: null });
      strike(kind, REFUND_API, times);
      for (let sent = 0; sent < times; sent += 1) {
        await meeting(kind, () => application().runJob('send-refunds'));
        expect(await rowsOf('refunds', deal.orderNo)).toMatchObject([{ state: 'created' }]);
        expect(await rowsOf('orders', deal.orderNo)).toMatchObject([{ refunded_amount: 0 }]);
        application().clock.advance({ minutes: 3 });
      }
      control().clearFaults();
      await application().runJob('send-refunds');
      deals.push(deal);
    }
    await letADayPass();
    for (const { orderNo, outRefundNo } of deals) {
      await expectEnding({ orderNo, price: PRICE }, 'refunded');
      expect(await rowsOf('refunds', orderNo)).toMatchObject([{ out_refund_no: outRefundNo }]);
    }
    await balance();
  });
});

describe('a refund query', () => {
  it.each(FAULTS)('learns the end in the end and books nothing before: %s, %s', async (kind) => {
    await control().changeSettings({ refundSettleSeconds: null });
    const deals = [await returnedDeal(member, body), await returnedDeal(member, body)];
    await application().runJob('send-refunds');
    for (const [index, { orderNo, outRefundNo }] of deals.entries()) {
      await control().settleRefund(outRefundNo, { status: 'SUCCESS', delivery: 'none' });
      strike(kind, `${REFUND_API}/${outRefundNo}`, index === 0 ? 1 : SEVERAL);
      expect(await rowsOf('refunds', orderNo)).toMatchObject([{ state: 'processing' }]);
    }
    application().clock.advance({ minutes: 2 });
    await meeting(kind, () => application().runJob('send-refunds'));
    for (const { orderNo } of deals) {
      expect(await rowsOf('refunds', orderNo)).toMatchObject([{ state: 'processing' }]);
      expect(await rowsOf('orders', orderNo)).toMatchObject([{ refunded_amount: 0 }]);
      expect(atWechat(orderNo).refunds).toHaveLength(1);
    }
    await meeting(kind, letADayPass);
    expect(faultsLeft()).toBe(0);
    for (const { orderNo } of deals) await expectEnding({ orderNo, price: PRICE }, 'refunded');
    await balance();
  });
});
