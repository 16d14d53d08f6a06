import { application } from '../support/api';
import type { MadeSku } from '../support/catalog';
import { type Deal, expectEnding, letADayPass, returnedDeal, stateOfOrder, unheardDeal } from '../support/deals';
import { eventually } from '../support/eventually';
import { expectBooksBalance, factsAbout } from '../support/facts';
import { as, database, signIn, type SignedIn } from '../support/members';
import { inbox } from '../support/notifications';
import { ensurePaymentRule } from '../support/points';
import { makeSku, type OrderBody, pickupOrder } from '../support/shopping';

const PRICE = 1_700;
const SEVERAL = 3;

/** What keeps the shop from believing a delivery, and what it answers then; null is no answer at all. */
const REFUSED = [
  ['bad-signature', 401, 'its signature is wrong'],
  ['signature-probe', 401, 'it carries a test signature'],
  ['stale-timestamp', 401, 'it is signed minutes ago'],
  ['future-timestamp', 401, 'it is signed minutes ahead'],
  ['unknown-serial', 401, 'it is signed with an unknown key'],
  ['missing-headers', 401, 'it is not signed'],
  ['truncated-body', 400, 'it is cut off'],
  ['broken-resource', 400, 'it cannot be opened'],
  ['drop', null, 'it gets lost on the way'],
] as const;

const control = () => application().wechat.control;

/** The newest notification about an order's payment or its refund. */
function announced({ outTradeNo }: Deal, type: 'transaction' | 'refund'): { id: string } {
  const found = control()
    .listNotifications()
    .filter(({ content, originalType }) => content.out_trade_no === outTradeNo && originalType === type)
    .at(-1);
  if (!found) throw new Error(`WeChat has no ${type} notification about ${outTradeNo}`);
  return found;
}

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
  await control().changeSettings({ refundSettleSeconds: null });
});

afterEach(async () => {
  control().clearFaults();
  await control().changeSettings({ refundSettleSeconds: 2 });
  application().clock.reset();
});

const balance = () => expectBooksBalance({ users: [member.id], skus: [sku.id] });

/** An order whose refund WeChat has paid while the shop has heard of the acceptance only. */
async function unheardRefund(): Promise<Deal & { outRefundNo: string }> {
  const deal = await returnedDeal(member, body);
  await application().runJob('send-refunds');
  await control().settleRefund(deal.outRefundNo, { status: 'SUCCESS', delivery: 'none' });
  return deal;
}

/** Deliveries that must not be believed: answered so, and nothing at all came of them. */
async function deliverInVain(id: string, [kind, status]: readonly [(typeof REFUSED)[number][0], number | null]) {
  const before = await factsAbout(member, [sku.id]);
  const stored = (await inbox()).length;
  control().addFault({ kind, on: 'notification', times: SEVERAL });
  const attempts = await control().resendNotification(id, { times: SEVERAL });
  expect(attempts.map(({ httpStatus }) => httpStatus)).toEqual(Array.from({ length: SEVERAL }, () => status));
  expect(await factsAbout(member, [sku.id])).toEqual(before);
  expect(await inbox()).toHaveLength(stored);
}

const storedAs = (id: string) =>
  database()('payment_notifications').where({ notification_id: id }).select('state') as unknown as Promise<
    { state: string }[]
  >;

const refundsOf = ({ orderNo }: Deal) =>
  database()('refunds').where({ order_no: orderNo }) as unknown as Promise<{ out_refund_no: string; state: string }[]>;

const SUBJECTS = [
  ['payment', 'transaction', () => unheardDeal(member, body), 'awaiting_fulfilment'],
  ['refund', 'refund', unheardRefund, 'refunded'],
] as const;

describe.each(SUBJECTS)('a %s notification', (_name, type, prepare, ending) => {
  // Incident 25.
  it.each(REFUSED)(
    'moves nothing and is made good by the next one, or by asking: %s, answered %s, as %s',
    async (kind, status) => {
      const heard = await prepare();
      const unheard = await prepare();
      for (const deal of [heard, unheard]) await deliverInVain(announced(deal, type).id, [kind, status]);
      const { id } = announced(heard, type);
      expect(await control().resendNotification(id)).toMatchObject([{ httpStatus: 204 }]);
      await eventually(async () => expect(await stateOfOrder(heard.orderNo)).toBe(ending));
      expect(await storedAs(id)).toEqual([{ state: 'applied' }]);
      await letADayPass();
      for (const { orderNo } of [heard, unheard]) await expectEnding({ orderNo, price: PRICE }, ending);
      await balance();
    },
  );

  // Incident 4.
  it('has one effect when it comes twice at once, and again after a day', async () => {
    const deal = await prepare();
    const { id } = announced(deal, type);
    control().addFault({ kind: 'duplicate', on: 'notification', times: 2 });
    const attempts = await control().resendNotification(id, { times: 2, parallel: true });
    expect(attempts.map(({ httpStatus }) => httpStatus)).toEqual([204, 204, 204, 204]);
    await letADayPass();
    await control().resendNotification(id, { times: SEVERAL });
    expect(await storedAs(id)).toEqual([{ state: 'applied' }]);
    await expectEnding({ orderNo: deal.orderNo, price: PRICE }, ending);
    await balance();
  });

  it('changes nothing any more when it comes after the shop has asked by itself', async () => {
    const deal = await prepare();
    await letADayPass();
    await expectEnding({ orderNo: deal.orderNo, price: PRICE }, ending);
    const before = await factsAbout(member, [sku.id]);
    control().addFault({ kind: 'delay', on: 'notification', seconds: 0.1 });
    const { id } = announced(deal, type);
    expect(await control().resendNotification(id)).toMatchObject([{ httpStatus: 204 }]);
    await eventually(async () => expect(await storedAs(id)).toEqual([{ state: 'applied' }]));
    expect(await factsAbout(member, [sku.id])).toEqual(before);
    await balance();
  });
});

describe('notifications in the wrong order', () => {
  // Incident 4.
  it('do not revive a refunded order when the payment’s comes last', async () => {
    const deal = await unheardDeal(member, body);
    const payment = announced(deal, 'transaction');
    application().clock.advance({ seconds: 30 });
    await application().runJob('sweep-payments');
    expect(await stateOfOrder(deal.orderNo)).toBe('awaiting_fulfilment');
    application().clock.reset();
    await as(member).post(`/orders/${deal.orderNo}/cancel`).send({}).expect(200);
    await application().runJob('send-refunds');
    const [refund] = await refundsOf(deal);
    await control().settleRefund(refund?.out_refund_no ?? '', { status: 'SUCCESS', delivery: 'none' });
    await control().resendNotification(announced(deal, 'refund').id);
    await eventually(async () => expect(await stateOfOrder(deal.orderNo)).toBe('refunded'));
    const before = await factsAbout(member, [sku.id]);
    expect(await control().resendNotification(payment.id, { times: SEVERAL })).toHaveLength(SEVERAL);
    expect(await factsAbout(member, [sku.id])).toEqual(before);
    await letADayPass();
    await expectEnding({ orderNo: deal.orderNo, price: PRICE }, 'refunded');
    await balance();
  });

  it('keep a refund succeeded when its abnormal notification comes after its success', async () => {
    const deal = await returnedDeal(member, body);
    await application().runJob('send-refunds');
    await control().settleRefund(deal.outRefundNo, { status: 'ABNORMAL', delivery: 'none' });
    const abnormal = announced(deal, 'refund');
    await control().settleRefund(deal.outRefundNo, { status: 'SUCCESS', delivery: 'none' });
    const success = announced(deal, 'refund');
    expect(success.id).not.toBe(abnormal.id);
    for (const { id } of [success, abnormal, success]) await control().resendNotification(id);
    await letADayPass();
    expect(await refundsOf(deal)).toMatchObject([{ state: 'succeeded' }]);
    await expectEnding({ orderNo: deal.orderNo, price: PRICE }, 'refunded');
    await balance();
  });

  it('book a refund once whose success overtakes the answer to its request', async () => {
    const deal = await returnedDeal(member, body);
    await control().changeSettings({ refundSettleSeconds: 0 });
    control().addFault({ kind: 'slow', match: '/v3/refund/domestic/refunds', seconds: 0.5 });
    const sending = application().runJob('send-refunds');
    await eventually(async () => expect(await refundsOf(deal)).toMatchObject([{ state: 'succeeded' }]));
    await sending;
    await letADayPass();
    await expectEnding({ orderNo: deal.orderNo, price: PRICE }, 'refunded');
    await balance();
  });
});
