import { application } from '../support/api';
import { stockOf } from '../support/catalog';
import { eventually } from '../support/eventually';
import { expectBooksBalance, endRule, makePaymentRule } from '../support/facts';
import { payAfterCancelling, type LateOrder } from '../support/late-order';
import { as, database, signIn } from '../support/members';
import {
  deliver,
  notificationAbout,
  outTradeNoOf,
  sealedEnvelope,
  signed,
  transactionOf,
} from '../support/notifications';
import { runService } from '../support/run-service';
import { makeSku, orderOf, payInWechat, pickupOrder, placeOrder, startPayment } from '../support/shopping';

const PRICE = 4_200;
const REFUND_API = '/v3/refund/domestic/refunds';

interface RefundRow {
  out_refund_no: string;
  amount: number;
  reason: string;
  state: string;
}

const control = () => application().wechat.control;
const refundsOf = (orderNo: string) =>
  database()('refunds').where({ order_no: orderNo }).orderBy('id') as unknown as Promise<RefundRow[]>;
const refundsAtWechat = (outTradeNo: string) =>
  control()
    .listRefunds()
    .filter((refund) => refund.outTradeNo === outTradeNo);

/** Lets every refund that is due be sent and asked about, as the jobs of several hours would. */
async function sendRefunds(rounds = 4): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await runService('api::payment.send-refunds');
    application().clock.advance({ minutes: 30 });
  }
  await control().deliveriesSettled();
}

let rule: string;
beforeAll(async () => {
  rule = await makePaymentRule();
});
afterAll(() => endRule(rule));
afterEach(() => {
  control().clearFaults();
  application().clock.reset();
});

describe('money that arrives for a closed order', () => {
  // Incident 6.
  it('does not revive the order; it is sent back in full and the user is told', async () => {
    const late = await payAfterCancelling(PRICE);
    await eventually(async () => expect(await refundsOf(late.orderNo)).toHaveLength(1));
    expect(await refundsOf(late.orderNo)).toMatchObject([{ amount: PRICE, reason: 'late_payment', state: 'created' }]);
    expect(await orderOf(late.member, late.orderNo)).toMatchObject({
      status: 'closed',
      paidAmount: 0,
      pointsEarned: 0,
    });
    expect(await stockOf(late.sku.id)).toEqual({ available: 2, reserved: 0, sold: 0 });

    await sendRefunds();

    expect(refundsAtWechat(late.outTradeNo)).toMatchObject([{ refundFen: PRICE, status: 'SUCCESS' }]);
    await eventually(async () => expect(await refundsOf(late.orderNo)).toMatchObject([{ state: 'succeeded' }]));
    await eventually(async () => {
      await application().runJob('outbox-relay');
      const inbox = await as(late.member).get('/me/messages');
      expect(JSON.stringify(inbox.body.data)).toContain(late.orderNo);
    });
    expect(await database()('points_records').where({ user_id: late.member.id, type: 'award' })).toEqual([]);
    await expectBooksBalance({ users: [late.member.id], skus: [late.sku.id] });
  });

  // Incident 4.
  it('is sent back once, however often and from wherever the payment is announced', async () => {
    const late = await payAfterCancelling(PRICE, 'none');
    const { id } = notificationAbout(late.outTradeNo);
    await Promise.all([
      control().resendNotification(id, { times: 10, parallel: true }),
      ...Array.from({ length: 5 }, () => as(late.member).get(`/orders/${late.orderNo}/payment`)),
      runService('api::payment.sweep-payments'),
    ]);
    await eventually(async () => expect(await refundsOf(late.orderNo)).toHaveLength(1));
    await Promise.all(Array.from({ length: 5 }, () => runService('api::payment.send-refunds')));
    await sendRefunds();
    expect(refundsAtWechat(late.outTradeNo)).toHaveLength(1);
    await expectBooksBalance({ users: [late.member.id], skus: [late.sku.id] });
  });

  it('is found by the sweep when no notification ever comes', async () => {
    const late = await payAfterCancelling(PRICE, 'none');
    application().clock.advance({ hours: 1 });
    await runService('api::payment.sweep-payments');
    expect(await refundsOf(late.orderNo)).toMatchObject([{ amount: PRICE, reason: 'late_payment' }]);
    await sendRefunds();
    expect(refundsAtWechat(late.outTradeNo)).toMatchObject([{ refundFen: PRICE, status: 'SUCCESS' }]);
    await expectBooksBalance({ users: [late.member.id], skus: [late.sku.id] });
  });
});

describe('a refund call that goes wrong', () => {
  // Incidents 17 and 18.
  it.each([
    ['system-error-after', 'WeChat answers an error although it accepted the refund'],
    ['reset-after', 'the answer of an accepted refund is lost'],
    ['system-error-before', 'WeChat fails before it does anything'],
    ['too-many-requests', 'WeChat asks for patience'],
    ['reset-before', 'WeChat cannot be reached'],
    ['bad-signature', 'the answer is not provably WeChat’s'],
    ['truncated-body', 'the answer is cut off'],
  ] as const)('never refunds twice and ends in success: %s, %s', async (kind, _title) => {
    const late = await payAfterCancelling(PRICE);
    await eventually(async () => expect(await refundsOf(late.orderNo)).toHaveLength(1));
    const [before] = await refundsOf(late.orderNo);
    control().addFault({ kind, match: REFUND_API, times: 3 });
    await sendRefunds(8);
    const atWechat = refundsAtWechat(late.outTradeNo);
    expect(atWechat).toMatchObject([{ outRefundNo: before?.out_refund_no, refundFen: PRICE, status: 'SUCCESS' }]);
    expect(await refundsOf(late.orderNo)).toMatchObject([{ out_refund_no: before?.out_refund_no, state: 'succeeded' }]);
    await expectBooksBalance({ users: [late.member.id], skus: [late.sku.id] });
  });

  it('waits while the merchant’s balance is too low and goes through once there is money', async () => {
    const late = await payAfterCancelling(PRICE);
    await eventually(async () => expect(await refundsOf(late.orderNo)).toHaveLength(1));
    const { balanceFen } = control().readSettings();
    await control().changeSettings({ balanceFen: 0 });
    await sendRefunds(3);
    expect(refundsAtWechat(late.outTradeNo)).toEqual([]);
    expect((await refundsOf(late.orderNo))[0]?.state).not.toBe('succeeded');
    await control().changeSettings({ balanceFen });
    application().clock.advance({ hours: 6 });
    await sendRefunds(3);
    expect(await refundsOf(late.orderNo)).toMatchObject([{ state: 'succeeded' }]);
    await expectBooksBalance({ users: [late.member.id], skus: [late.sku.id] });
  });

  it('stays visible as abnormal when the user’s account is dead, and is not sent again by itself', async () => {
    const late = await payAfterCancelling(PRICE);
    await eventually(async () => expect(await refundsOf(late.orderNo)).toHaveLength(1));
    const { refundSettleSeconds } = control().readSettings();
    await control().changeSettings({ refundSettleSeconds: null });
    await runService('api::payment.send-refunds');
    const [refund] = refundsAtWechat(late.outTradeNo);
    await control().settleRefund(refund?.outRefundNo ?? '', { status: 'ABNORMAL' });
    await control().changeSettings({ refundSettleSeconds });
    await sendRefunds(2);
    expect(await refundsOf(late.orderNo)).toMatchObject([{ state: 'abnormal' }]);
    expect(refundsAtWechat(late.outTradeNo)).toHaveLength(1);
    await expectBooksBalance({ users: [late.member.id], skus: [late.sku.id] });
  });
});

describe('a second payment for one order', () => {
  // Incident 7: the first prepay was closed here while WeChat kept it open, so both could be paid.
  it('is sent back while the first keeps the order paid', async () => {
    const member = await signIn();
    const sku = await makeSku({ price: PRICE, stock: 2 });
    const orderNo = await placeOrder(member, await pickupOrder(sku));
    const firstParams = await startPayment(member, orderNo);
    const firstNo = await outTradeNoOf(orderNo);
    await database()('payments').where({ out_trade_no: firstNo }).update({ state: 'closed' });
    const secondParams = await startPayment(member, orderNo);
    const secondNo = await outTradeNoOf(orderNo);
    expect(secondNo).not.toBe(firstNo);
    await Promise.all([payInWechat(member, firstParams), payInWechat(member, secondParams)]);
    await eventually(async () =>
      expect(await refundsOf(orderNo)).toMatchObject([{ amount: PRICE, reason: 'surplus_payment' }]),
    );
    await sendRefunds();
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'awaiting_fulfilment', paidAmount: PRICE });
    const refunded = [...refundsAtWechat(firstNo), ...refundsAtWechat(secondNo)];
    expect(refunded).toMatchObject([{ refundFen: PRICE, status: 'SUCCESS' }]);
    expect(await stockOf(sku.id)).toEqual({ available: 1, reserved: 0, sold: 1 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});

describe('a refund notification', () => {
  const refundBody = (late: LateOrder, outRefundNo: string, refundFen: number): string =>
    sealedEnvelope(
      {
        ...transactionOf(late.outTradeNo, PRICE, late.member.openid),
        out_refund_no: outRefundNo,
        refund_id: '50000000000000000000000000001',
        refund_status: 'SUCCESS',
        success_time: new Date().toISOString(),
        user_received_account: '支付用户零钱',
        amount: { total: PRICE, refund: refundFen, payer_total: PRICE, payer_refund: refundFen },
      },
      { event_type: 'REFUND.SUCCESS' },
    );

  it('about an unknown refund, or another amount, is kept and flagged and moves no money', async () => {
    const late = await payAfterCancelling(PRICE);
    await eventually(async () => expect(await refundsOf(late.orderNo)).toHaveLength(1));
    const [refund] = await refundsOf(late.orderNo);
    for (const body of [refundBody(late, 'NOSUCHREFUND01', PRICE), refundBody(late, refund?.out_refund_no ?? '', 1)]) {
      const answer = await deliver(signed(body), '/api/v1/wechat/pay/refund-notify');
      expect(answer.status).toBe(204);
      const { id } = JSON.parse(body) as { id: string };
      await eventually(async () => {
        const row: unknown = await database()('payment_notifications').where({ notification_id: id }).first();
        expect(row).toMatchObject({ state: 'flagged' });
      });
    }
    expect(await refundsOf(late.orderNo)).toMatchObject([{ state: 'created' }]);
    await expectBooksBalance({ users: [late.member.id], skus: [late.sku.id] });
  });

  it('sent to the payment address does not pay anything, nor the other way round', async () => {
    const member = await signIn();
    const sku = await makeSku({ price: PRICE, stock: 1 });
    const orderNo = await placeOrder(member, await pickupOrder(sku));
    await payInWechat(member, await startPayment(member, orderNo), 'none');
    const late: LateOrder = { member, sku, orderNo, outTradeNo: await outTradeNoOf(orderNo) };
    await deliver(signed(refundBody(late, 'R0000000001', PRICE)));
    const payment = sealedEnvelope(transactionOf(late.outTradeNo, PRICE, member.openid));
    await deliver(signed(payment), '/api/v1/wechat/pay/refund-notify');
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'pending_payment' });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});
