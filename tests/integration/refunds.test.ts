import { type AdminClient, signInToPanel } from '../support/admin-client';
import { caseOf, openCase, refundsAtWechat, refundsOf, settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { whileInsertsFail } from '../support/broken-table';
import type { MadeSku } from '../support/catalog';
import { expectBooksBalance } from '../support/facts';
import { as, database, signIn, type SignedIn } from '../support/members';
import { ensurePaymentRule } from '../support/points';
import { withSettings } from '../support/risk';
import { runService } from '../support/run-service';
import { startSlowly } from '../support/slow-instance';
import { buy, makeSku, orderOf, payInWechat, pickupOrder, placeOrder, startPayment } from '../support/shopping';

const REFUND_API = '/v3/refund/domestic/refunds';
const control = () => application().wechat.control;
const sendRefunds = () => runService('api::payment.send-refunds');

let admin: AdminClient;
let settleSeconds: number | null;

beforeAll(async () => {
  await ensurePaymentRule();
  admin = await signInToPanel();
  settleSeconds = control().readSettings().refundSettleSeconds;
});

afterEach(async () => {
  control().clearFaults();
  await control().changeSettings({ refundSettleSeconds: settleSeconds, balanceFen: 100_000_000 });
  application().clock.reset();
});

interface Bought {
  member: SignedIn;
  sku: MadeSku;
  orderNo: string;
}

async function bought(quantity = 1): Promise<Bought> {
  const member = await signIn();
  const sku = await makeSku({ price: 1_200, stock: quantity });
  return { member, sku, orderNo: await buy(member, await pickupOrder(sku, quantity)) };
}

const one = ({ sku }: Bought) => ({ items: [{ skuId: sku.documentId, quantity: 1 }] });
const balance = ({ member, sku }: Bought) => expectBooksBalance({ users: [member.id], skus: [sku.id] });

async function only(orderNo: string) {
  const [refund] = (await refundsOf(orderNo)).slice(-1);
  if (!refund) throw new Error('there is no refund');
  return refund;
}

const staff = (path: string, body: object = {}) => admin.call('post', `/shop/${path}`, body);

describe('refunds of one payment', () => {
  it('keep a minute between them and each is sent once', async () => {
    const order = await bought(2);
    await openCase(order.member, order.orderNo, one(order));
    await openCase(order.member, order.orderNo, one(order));
    await sendRefunds();
    application().clock.advance({ seconds: 30 });
    await sendRefunds();
    expect(refundsAtWechat(await refundsOf(order.orderNo))).toHaveLength(1);
    await settleRefunds();
    const refunds = await refundsOf(order.orderNo);
    expect(refunds.map(({ state, sequence }) => [state, sequence])).toEqual([
      ['succeeded', 1],
      ['succeeded', 2],
    ]);
    expect(await orderOf(order.member, order.orderNo)).toMatchObject({ status: 'refunded', refundedAmount: 2_400 });
    await balance(order);
  });

  it('are not sent by an instance that still holds them as they were before another one sent them', async () => {
    const [first, second] = [await bought(), await bought()];
    await openCase(first.member, first.orderNo, one(first));
    application().clock.advance({ seconds: 1 });
    await openCase(second.member, second.orderNo, one(second));
    const slow = await startSlowly('api::payment.send-refunds', REFUND_API);
    await database()('refunds')
      .where({ order_no: second.orderNo })
      .update({ next_attempt_at: application().clock.now() });
    await sendRefunds();
    const sent = () => control().countCalls()[`POST ${REFUND_API}`];
    const before = sent();
    await slow.finish();
    expect(sent()).toBe(before);
    await settleRefunds();
    expect(await only(second.orderNo)).toMatchObject({ state: 'succeeded' });
  });

  it('are fifty at most; the next one is refused and leaves nothing behind', async () => {
    const order = await bought(1);
    const payment = (await database()('payments').where({ order_no: order.orderNo }).first()) as Record<string, number>;
    await database()('refunds').insert(
      Array.from({ length: 50 }, (_, index) => ({
        payment_id: payment.id,
        order_id: payment.order_id,
        order_no: order.orderNo,
        out_refund_no: `R50-${order.orderNo}-${index}`,
        sequence: index + 1,
        amount: 1,
        reason: 'after_sale',
        state: 'closed',
        attempts: 1,
      })),
    );
    const answer = await as(order.member)
      .post(`/orders/${order.orderNo}/after-sales`)
      .send({ type: 'refund_only', reason: '太多次', ...one(order) });
    expect([answer.status, answer.body.code]).toEqual([409, 1202]);
    expect(await database()('after_sales').where({ order_no: order.orderNo })).toEqual([]);
    await balance(order);
  });

  // Incident 21.
  it('are each a unit of work: one that fails holds nobody else up', async () => {
    const orders = [await bought(), await bought(), await bought()];
    for (const order of orders) await openCase(order.member, order.orderNo, one(order));
    control().addFault({ kind: 'system-error-before', match: REFUND_API, times: 1 });
    await sendRefunds();
    const sent = await Promise.all(orders.map(async ({ orderNo }) => refundsAtWechat(await refundsOf(orderNo))));
    expect(sent.map(({ length }) => length)).toEqual([0, 1, 1]);
    await settleRefunds();
    for (const order of orders) {
      expect(await orderOf(order.member, order.orderNo)).toMatchObject({ status: 'refunded' });
      await balance(order);
    }
  });

  it('stop being sent for a moment when many fail at once', async () => {
    const orders: Bought[] = [];
    for (let index = 0; index < 9; index += 1) orders.push(await bought());
    for (const order of orders) await openCase(order.member, order.orderNo, one(order));
    control().addFault({ kind: 'system-error-before', match: REFUND_API, times: null });
    const count = () => control().countCalls()[`POST ${REFUND_API}`] ?? 0;
    const before = count();
    await sendRefunds();
    expect(count() - before).toBeLessThanOrEqual(6);
    control().clearFaults();
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await settleRefunds(6);
    for (const order of orders) expect(await only(order.orderNo)).toMatchObject({ state: 'succeeded' });
  });
});

// Incident 18.
describe('a refund whose answer was lost', () => {
  it('is found by asking when the shop has moved to another address before it asks again', async () => {
    const order = await bought();
    await openCase(order.member, order.orderNo, one(order));
    control().addFault({ kind: 'reset-after', match: REFUND_API });
    await sendRefunds();
    const [sent] = await refundsOf(order.orderNo);
    expect(sent).toMatchObject({ state: 'created' });
    await withSettings({ PUBLIC_URL: 'https://moved.example' }, () => settleRefunds());
    expect(await refundsOf(order.orderNo)).toMatchObject([{ out_refund_no: sent?.out_refund_no, state: 'succeeded' }]);
    expect(refundsAtWechat(await refundsOf(order.orderNo))).toMatchObject([{ refundFen: 1_200, status: 'SUCCESS' }]);
    await balance(order);
  });
});

describe('a refund the merchant cannot afford', () => {
  it('waits, calls staff once, and goes through with the same number when there is money', async () => {
    const order = await bought();
    await openCase(order.member, order.orderNo, one(order));
    await control().changeSettings({ balanceFen: 0 });
    await settleRefunds(3);
    const waiting = await only(order.orderNo);
    expect(waiting).toMatchObject({ state: 'created', last_error_code: 'NOT_ENOUGH' });
    const calls: unknown[] = await database()('outbox_events').where({
      name: 'refund.waiting_for_balance',
      aggregate_id: waiting.out_refund_no,
    });
    expect(calls).toHaveLength(1);
    await control().changeSettings({ balanceFen: 100_000 });
    application().clock.advance({ minutes: 30 });
    await settleRefunds();
    expect(await refundsOf(order.orderNo)).toMatchObject([
      { out_refund_no: waiting.out_refund_no, state: 'succeeded', last_error_code: null },
    ]);
    await balance(order);
  });
});

// Incident 17.
describe('a refund that WeChat cannot pay', () => {
  async function abnormal(): Promise<Bought & { refund: Awaited<ReturnType<typeof only>>; afterSaleNo: string }> {
    const order = await bought();
    const { afterSaleNo } = await openCase(order.member, order.orderNo, one(order));
    await control().changeSettings({ refundSettleSeconds: null });
    await sendRefunds();
    const refund = await only(order.orderNo);
    return { ...order, refund, afterSaleNo };
  }

  it('is finished by hand after WeChat was asked, once, with an audit entry', async () => {
    const order = await abnormal();
    const path = `refunds/${order.refund.document_id}/finish`;
    const note = { note: '已通过银行转账退回' };
    expect((await staff(path, note)).status).toBe(409);

    await control().settleRefund(order.refund.out_refund_no, { status: 'ABNORMAL' });
    await control().deliveriesSettled();
    control().addFault({ kind: 'reset-before', match: REFUND_API, times: null });
    expect((await staff(path, note)).status).toBe(502);
    control().clearFaults();
    expect((await staff(path, {})).status).toBe(400);
    expect((await staff(path, note)).body).toMatchObject({ data: { state: 'succeeded' } });
    expect((await staff(path, note)).status).toBe(409);

    expect(await only(order.orderNo)).toMatchObject({ state: 'succeeded', finish_note: note.note });
    expect(await caseOf(order.member, order.afterSaleNo)).toMatchObject({ refund: { status: 'succeeded' } });
    expect(await orderOf(order.member, order.orderNo)).toMatchObject({ status: 'refunded', refundedAmount: 1_200 });
    const entries: unknown[] = await database()('audit_logs').where({
      action: 'refund.finish',
      subject_id: order.refund.document_id,
    });
    expect(entries).toHaveLength(1);
    await balance(order);
  });

  it('is not paid by hand when WeChat has paid it meanwhile', async () => {
    const order = await abnormal();
    await control().settleRefund(order.refund.out_refund_no, { status: 'ABNORMAL' });
    await control().deliveriesSettled();
    await control().settleRefund(order.refund.out_refund_no, { status: 'SUCCESS', delivery: 'none' });
    const answer = await staff(`refunds/${order.refund.document_id}/finish`, { note: '准备转账' });
    expect(answer.body).toMatchObject({ data: { state: 'succeeded' } });
    expect(await only(order.orderNo)).toMatchObject({ state: 'succeeded', finished_by: null });
    await balance(order);
  });

  it('is called out once when WeChat pays it after all, though staff have paid it', async () => {
    const order = await abnormal();
    const outRefundNo = order.refund.out_refund_no;
    await control().settleRefund(outRefundNo, { status: 'ABNORMAL' });
    await control().deliveriesSettled();
    const finish = () => staff(`refunds/${order.refund.document_id}/finish`, { note: '已转账' });
    expect((await finish()).status).toBe(200);
    await control().settleRefund(outRefundNo, { status: 'SUCCESS' });
    await control().deliveriesSettled();
    expect(await only(order.orderNo)).toMatchObject({ state: 'succeeded', last_error_code: 'PAID_TWICE' });
    expect((await finish()).status).toBe(409);
    const calls: unknown[] = await database()('outbox_events').where({
      name: 'refund.paid_twice',
      aggregate_id: outRefundNo,
    });
    expect(calls).toHaveLength(1);
    await balance(order);
  });

  it('and that we hold for closed is not paid by hand when WeChat says that it was paid', async () => {
    const order = await abnormal();
    await control().settleRefund(order.refund.out_refund_no, { status: 'CLOSED' });
    await control().deliveriesSettled();
    await sendRefunds();
    control().addFault({
      kind: 'altered-content',
      match: `${REFUND_API}/${order.refund.out_refund_no}`,
      fields: { status: 'SUCCESS' },
    });
    expect((await staff(`refunds/${order.refund.document_id}/finish`, { note: '准备转账' })).status).toBe(409);
    expect((await refundsOf(order.orderNo))[0]).toMatchObject({ state: 'closed', last_error_code: 'PAID_TWICE' });
  });

  it('and that it closes is sent under three numbers; then staff decide whether there is a fourth', async () => {
    const order = await abnormal();
    for (let round = 1; round <= 3; round += 1) {
      const refund = await only(order.orderNo);
      expect(refund).toMatchObject({ sequence: round });
      await control().settleRefund(refund.out_refund_no, { status: 'CLOSED' });
      await control().deliveriesSettled();
      application().clock.advance({ minutes: 2 });
      await sendRefunds();
    }
    expect((await refundsOf(order.orderNo)).map(({ state }) => state)).toEqual(['closed', 'closed', 'closed']);
    await balance(order);

    const last = await only(order.orderNo);
    await control().changeSettings({ refundSettleSeconds: settleSeconds });
    expect((await staff(`refunds/${last.document_id}/retry`)).status).toBe(200);
    expect((await staff(`refunds/${last.document_id}/retry`)).status).toBe(409);
    expect((await staff(`refunds/${last.document_id}/finish`, { note: '重复处理' })).status).toBe(409);
    await settleRefunds();
    expect(await only(order.orderNo)).toMatchObject({ sequence: 4, state: 'succeeded' });
    expect(await orderOf(order.member, order.orderNo)).toMatchObject({ status: 'refunded', refundedAmount: 1_200 });
    await balance(order);
  });
});

// Incident 5.
describe('a notification that could not be applied', () => {
  it('is kept, and staff replay it when the cause is gone; a second replay changes nothing', async () => {
    const member = await signIn();
    const sku = await makeSku({ price: 1_200, stock: 1 });
    const orderNo = await placeOrder(member, await pickupOrder(sku));
    const payParams = await startPayment(member, orderNo);
    await whileInsertsFail('points_records', () => payInWechat(member, payParams));
    const payment = (await database()('payments').where({ order_no: orderNo }).first()) as { out_trade_no: string };
    const kept = (await database()('payment_notifications')
      .whereLike('resource', `%${payment.out_trade_no}%`)
      .first()) as {
      document_id: string;
      state: string;
      attempts: number;
    };
    expect(kept).toMatchObject({ state: 'received', attempts: 1 });
    await database()('payment_notifications').where({ document_id: kept.document_id }).update({ state: 'failed' });

    const replay = () => staff(`payment-notifications/${kept.document_id}/replay`);
    expect((await replay()).body).toMatchObject({ data: { state: 'applied' } });
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'awaiting_fulfilment', paidAmount: 1_200 });
    expect((await replay()).body).toMatchObject({ data: { state: 'applied', note: 'already_applied' } });
    expect((await staff('payment-notifications/nosuch/replay')).status).toBe(404);
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});
