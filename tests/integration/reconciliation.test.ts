import { openRefund } from '../../src/api/payment/store/open-refund';
import type { PaymentRow } from '../../src/api/payment/store/payment-rows';
import { application } from '../support/api';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { expectBooksBalance } from '../support/facts';
import { payAfterCancelling } from '../support/late-order';
import { database, signIn } from '../support/members';
import { outTradeNoOf } from '../support/notifications';
import { actOn, dayOf, differencesOf, linesOf, reconcile, tradingDay } from '../support/reconciliation';
import { runService } from '../support/run-service';
import { buy, makeSku, orderOf, payInWechat, pickupOrder, placeOrder, startPayment } from '../support/shopping';

const PRICE = 3_300;
const control = () => application().wechat.control;
let staff: AdminClient;

beforeEach(async () => {
  application().clock.reset();
  staff = await signInToPanel();
});
afterEach(() => {
  control().clearFaults();
  application().clock.reset();
});

/** A member who has paid for one order; tells the payment's number. */
async function paid(price = PRICE) {
  const member = await signIn();
  const sku = await makeSku({ price, stock: 3 });
  const orderNo = await buy(member, await pickupOrder(sku));
  return { member, sku, orderNo, outTradeNo: await outTradeNoOf(orderNo) };
}

async function paidWithoutNotification() {
  const member = await signIn();
  const sku = await makeSku({ price: PRICE, stock: 3 });
  const orderNo = await placeOrder(member, await pickupOrder(sku));
  await payInWechat(member, await startPayment(member, orderNo), 'none');
  return { member, orderNo, outTradeNo: await outTradeNoOf(orderNo) };
}

const payments = () => database()('payments');
const refunds = () => database()('refunds');

/** Sends part of a payment back and lets it arrive. */
async function refundPart(outTradeNo: string, amount: number): Promise<string> {
  const { strapi, clock } = application();
  await strapi.db.transaction(async ({ trx }) => {
    const payment = (await trx('payments').where({ out_trade_no: outTradeNo }).first()) as PaymentRow;
    await openRefund(trx as never, { payment, amount, reason: 'after_sale', afterSaleNo: null, at: clock.now() });
  });
  await runService('api::payment.send-refunds');
  const row = (await refunds().orderBy('id', 'desc').first('out_refund_no')) as { out_refund_no: string };
  clock.advance({ minutes: 2 });
  await runService('api::payment.send-refunds');
  return row.out_refund_no;
}

describe('a normal day', () => {
  it('is balanced: payments, partial refunds and money that came late all match, and so does the account', async () => {
    const day = tradingDay();
    const first = await paid(5_000);
    await paid(1_234);
    await payAfterCancelling(PRICE);
    await refundPart(first.outTradeNo, 700);
    await refundPart(first.outTradeNo, 50);
    await runService('api::payment.send-refunds');
    await control().deliveriesSettled();
    day.at(34);
    expect(await reconcile(day.date)).toMatchObject({ kind: 'finished', state: 'balanced', fundCheck: 'agrees' });
    expect(await differencesOf(day.date)).toEqual([]);
    const result = await dayOf(day.date);
    expect(result).toMatchObject({ matched_count: 6, difference_count: 0, fund_check: 'agrees' });
    expect(result).toMatchObject({
      their_payment_count: 3,
      their_payment_amount: 9_534,
      our_payment_amount: 9_534,
      their_refund_count: 3,
      their_refund_amount: 4_050,
      our_refund_amount: 4_050,
    });
    expect(result.fund_fees).toBe(result.their_fee);
    expect(result.hash).toMatch(/^[0-9a-f]{40}$/);
    await expectBooksBalance({ users: [first.member.id], skus: [first.sku.id] });
  });

  it('is the same when it is reconciled again, and keeps the lines of the last run only', async () => {
    const day = tradingDay();
    await paid();
    const { outTradeNo } = await paid();
    await control().bills.alter(day.date, { change: 'omit', number: outTradeNo });
    day.at(34);
    await reconcile(day.date);
    const [before, differences] = [await dayOf(day.date), await differencesOf(day.date)];
    await reconcile(day.date);
    const facts = ({ id, type, number, state, our_amount }: (typeof differences)[number]) => [
      ...[id, type, number, state, our_amount],
    ];
    expect((await differencesOf(day.date)).map(facts)).toEqual(differences.map(facts));
    const { run, result_run, started_at, finished_at, updated_at, ...rest } = before;
    expect(await dayOf(day.date)).toMatchObject(rest);
    expect(new Set((await linesOf(day.date)).map((line) => line.run))).toEqual(new Set([2]));
    expect([run, result_run, started_at, finished_at, updated_at]).not.toContain(undefined);
  });

  it('has no statement when nothing was traded', async () => {
    const day = tradingDay();
    day.at(34);
    expect(await reconcile(day.date)).toMatchObject({ kind: 'finished', state: 'no_statement', openCount: 0 });
  });

  it('counts a refund that was on its way when the bill was made and has arrived since', async () => {
    await control().changeSettings({ refundSettleSeconds: null });
    const day = tradingDay();
    const { outTradeNo } = await paid();
    const outRefundNo = await refundPart(outTradeNo, 100);
    day.at(34);
    await control().settleRefund(outRefundNo, { status: 'SUCCESS' });
    await control().deliveriesSettled();
    await control().changeSettings({ refundSettleSeconds: 2 });
    expect(await refunds().where({ out_refund_no: outRefundNo }).first()).toMatchObject({ state: 'succeeded' });
    expect(await reconcile(day.date)).toMatchObject({ state: 'balanced' });
    expect((await linesOf(day.date)).map(({ result }) => result)).toEqual(['matched', 'matched']);
  });
});

describe('a payment that differs', () => {
  it('and stands in the bill only is missing here; a person accepts it with a note', async () => {
    const day = tradingDay();
    await paid();
    await control().bills.alter(day.date, { change: 'add', kind: 'payment', outTradeNo: 'STRANGE01', amountFen: 990 });
    day.at(34);
    await reconcile(day.date);
    expect(await differencesOf(day.date)).toMatchObject([
      {
        kind: 'payment',
        type: 'missing_here',
        number: 'STRANGE01',
        their_amount: 990,
        our_amount: null,
        state: 'open',
      },
    ]);
    expect(await dayOf(day.date)).toMatchObject({ state: 'differences', open_count: 1, difference_count: 1 });
    expect((await actOn(staff, day.date, 'ask')).data).toMatchObject({ status: 'open', answer: 'not found' });
    expect((await actOn(staff, day.date, 'accept', { note: '  ' })).status).toBe(400);
    const accepted = await actOn(staff, day.date, 'accept', { note: '旧系统的收款' });
    expect(accepted.data).toMatchObject({ status: 'resolved', resolution: 'accepted' });
    expect((await actOn(staff, day.date, 'accept', { note: '再次确认' })).status).toBe(400);
    expect(await dayOf(day.date)).toMatchObject({ state: 'balanced', open_count: 0, difference_count: 1 });
    await reconcile(day.date);
    expect(await differencesOf(day.date)).toMatchObject([{ state: 'resolved', note: '旧系统的收款' }]);
    const audit = await database()('audit_logs').where({ action: 'reconciliation-difference.accept' });
    expect(audit.length).toBeGreaterThan(0);
  });

  it('and is another difference than the resolved one is open again', async () => {
    const day = tradingDay();
    await control().bills.alter(day.date, { change: 'add', kind: 'payment', outTradeNo: 'STRANGE02', amountFen: 990 });
    day.at(34);
    await reconcile(day.date);
    await actOn(staff, day.date, 'accept', { note: '旧系统的收款' });
    await control().bills.restore(day.date);
    await control().bills.alter(day.date, { change: 'add', kind: 'payment', outTradeNo: 'STRANGE02', amountFen: 991 });
    await reconcile(day.date);
    expect(await differencesOf(day.date)).toMatchObject([{ state: 'open', resolution: null, their_amount: 991 }]);
  });

  it('and is missing there is asked about, and confirmed when WeChat knows it', async () => {
    const day = tradingDay();
    const { outTradeNo } = await paid();
    await paid();
    await control().bills.alter(day.date, { change: 'omit', number: outTradeNo });
    day.at(34);
    await reconcile(day.date);
    expect(await differencesOf(day.date)).toMatchObject([
      { type: 'missing_there', number: outTradeNo, our_amount: PRICE, their_amount: null, our_status: 'succeeded' },
    ]);
    expect(await dayOf(day.date)).toMatchObject({ their_payment_amount: PRICE, our_payment_amount: 2 * PRICE });
    expect((await actOn(staff, day.date, 'ask')).data).toMatchObject({ status: 'resolved', resolution: 'confirmed' });
    expect(await payments().where({ out_trade_no: outTradeNo }).first()).toMatchObject({ flag: null });
  });

  it('and has another amount in the bill stays open while WeChat says so, and is confirmed when only the bill was wrong', async () => {
    const day = tradingDay();
    const { outTradeNo } = await paid();
    await control().bills.alter(day.date, { change: 'amount', number: outTradeNo, amountFen: PRICE + 1 });
    day.at(34);
    await reconcile(day.date);
    expect(await differencesOf(day.date)).toMatchObject([
      { type: 'amount_differs', our_amount: PRICE, their_amount: PRICE + 1 },
    ]);
    control().addFault({
      kind: 'altered-content',
      match: '/v3/pay/transactions/out-trade-no/',
      times: 1,
      fields: { amount: { total: PRICE + 1 } },
    });
    expect((await actOn(staff, day.date, 'ask')).data).toMatchObject({ status: 'open' });
    expect(await payments().where({ out_trade_no: outTradeNo }).first()).toMatchObject({ flag: 'amountTotal' });
    control().clearFaults();
    expect((await actOn(staff, day.date, 'ask')).data).toMatchObject({ resolution: 'confirmed' });
    await payments().where({ out_trade_no: outTradeNo }).update({ flag: null });
  });

  it('and is paid there but not here is applied: the order is paid', async () => {
    const day = tradingDay();
    const { member, orderNo, outTradeNo } = await paidWithoutNotification();
    day.at(34);
    await reconcile(day.date);
    expect(await differencesOf(day.date)).toMatchObject([
      { type: 'status_differs', number: outTradeNo, our_status: 'prepaid', their_status: 'SUCCESS' },
    ]);
    day.at(12.5);
    expect((await actOn(staff, day.date, 'ask')).data).toMatchObject({ resolution: 'applied' });
    expect(await payments().where({ out_trade_no: outTradeNo }).first()).toMatchObject({ state: 'succeeded' });
    expect(await orderOf(member, orderNo)).toMatchObject({ paidAmount: PRICE });
    day.at(34);
    await reconcile(day.date);
    expect(await dayOf(day.date)).toMatchObject({ state: 'balanced', matched_count: 1, difference_count: 1 });
  });

  it('and is paid there but closed here is applied: the money goes back', async () => {
    const day = tradingDay();
    const late = await payAfterCancelling(PRICE, 'none');
    day.at(34);
    await reconcile(day.date);
    expect(await differencesOf(day.date)).toMatchObject([{ type: 'status_differs', number: late.outTradeNo }]);
    expect((await actOn(staff, day.date, 'ask')).data).toMatchObject({ resolution: 'applied' });
    expect(await refunds().where({ order_no: late.orderNo }).first()).toMatchObject({ reason: 'late_payment' });
    await runService('api::payment.send-refunds');
    application().clock.advance({ minutes: 5 });
    await runService('api::payment.send-refunds');
    await expectBooksBalance({ users: [late.member.id], skus: [late.sku.id] });
  });
});

describe('a refund that differs', () => {
  it('in its state is applied after asking', async () => {
    const day = tradingDay();
    const { outTradeNo } = await paid();
    const outRefundNo = await refundPart(outTradeNo, 100);
    await control().deliveriesSettled();
    // The shop was restored from a copy that was made while the refund was on its way.
    await refunds().where({ out_refund_no: outRefundNo }).update({ state: 'processing', succeeded_at: null });
    await payments().where({ out_trade_no: outTradeNo }).update({ refunding_amount: 100, refunded_amount: 0 });
    day.at(34);
    await reconcile(day.date);
    expect(await differencesOf(day.date)).toMatchObject([
      { kind: 'refund', type: 'status_differs', our_status: 'processing', their_status: 'SUCCESS' },
    ]);
    expect((await actOn(staff, day.date, 'ask')).data).toMatchObject({ resolution: 'applied' });
    expect(await refunds().where({ out_refund_no: outRefundNo }).first()).toMatchObject({ state: 'succeeded' });
  });

  it('by missing there is sent again with the same number', async () => {
    const day = tradingDay();
    const { outTradeNo } = await paid();
    const outRefundNo = `R${Date.now()}LOST`;
    const payment = (await payments().where({ out_trade_no: outTradeNo }).first()) as PaymentRow;
    const at = application().clock.now();
    await application().strapi.db.transaction(({ trx }) =>
      openRefund(trx as never, { payment, amount: 200, reason: 'after_sale', afterSaleNo: null, at }),
    );
    await refunds()
      .where({ payment_id: payment.id })
      .update({ out_refund_no: outRefundNo, state: 'processing', next_attempt_at: null });
    day.at(34);
    await reconcile(day.date);
    expect(await differencesOf(day.date)).toMatchObject([
      { kind: 'refund', type: 'missing_there', number: outRefundNo, our_amount: 200, out_trade_no: outTradeNo },
    ]);
    expect((await actOn(staff, day.date, 'resend')).data).toMatchObject({ status: 'resolved', resolution: 'resent' });
    expect(
      control()
        .listRefunds()
        .filter((refund) => refund.outRefundNo === outRefundNo),
    ).toHaveLength(1);
    application().clock.advance({ minutes: 5 });
    await refunds().where({ out_refund_no: outRefundNo }).update({ next_attempt_at: application().clock.now() });
    await runService('api::payment.send-refunds');
    expect(await refunds().where({ out_refund_no: outRefundNo }).first()).toMatchObject({ state: 'succeeded' });
  });

  it('by standing in the bill only is missing here; in its amount it is named too', async () => {
    const day = tradingDay();
    const { outTradeNo } = await paid();
    const outRefundNo = await refundPart(outTradeNo, 100);
    await control().bills.alter(day.date, { change: 'amount', number: outRefundNo, amountFen: 101 });
    const strange = { kind: 'refund', outTradeNo, outRefundNo: 'ASTRANGEREFUND', amountFen: 1 } as const;
    await control().bills.alter(day.date, { change: 'add', ...strange });
    day.at(34);
    await reconcile(day.date);
    expect(await differencesOf(day.date)).toMatchObject([
      { kind: 'refund', type: 'missing_here', number: 'ASTRANGEREFUND', out_trade_no: outTradeNo },
      { kind: 'refund', type: 'amount_differs', number: outRefundNo, our_amount: 100, their_amount: 101 },
    ]);
    expect((await actOn(staff, day.date, 'resend')).status).toBe(409);
  });
});

describe('bills that cannot be had or believed', () => {
  const DOWNLOAD = '/v3/billdownload/file';

  it.each(['truncated-body', 'reset-before'] as const)('change nothing: %s', async (kind) => {
    const day = tradingDay();
    const { outTradeNo } = await paid();
    await control().bills.alter(day.date, { change: 'omit', number: outTradeNo, bill: 'trade' });
    await paid();
    day.at(34);
    await reconcile(day.date);
    const [before, differences, lines] = [
      await dayOf(day.date),
      await differencesOf(day.date),
      await linesOf(day.date),
    ];
    await control().bills.restore(day.date);
    control().addFault({ kind, match: DOWNLOAD, times: null });
    expect(await reconcile(day.date)).toMatchObject({ kind: 'failed' });
    const { state, open_count, matched_count, hash, result_run } = before;
    expect(await dayOf(day.date)).toMatchObject({
      state,
      open_count,
      matched_count,
      hash,
      result_run,
      next_attempt_at: null,
    });
    expect(await differencesOf(day.date)).toEqual(differences);
    expect(await linesOf(day.date)).toEqual(lines);
  });

  it('are fetched again later, and somebody is told at noon', async () => {
    const day = tradingDay();
    await paid();
    day.at(33.5);
    expect(await reconcile(day.date)).toMatchObject({ kind: 'failed' });
    expect(await dayOf(day.date)).toMatchObject({ state: 'failed', attempts: 1 });
    control().addFault({ kind: 'system-error-before', match: '/v3/bill/', times: null });
    day.at(36);
    await application().runJob('reconcile');
    expect(await dayOf(day.date)).toMatchObject({ state: 'failed', attempts: 2 });
    await application().runJob('reconcile');
    const events = () =>
      database()('outbox_events').where({ name: 'reconciliation.differences', aggregate_id: day.date });
    expect(await events()).toHaveLength(1);
    control().clearFaults();
    day.at(38);
    await application().runJob('reconcile');
    expect(await dayOf(day.date)).toMatchObject({ state: 'balanced', attempts: 0, last_error: null });
    expect(await events()).toHaveLength(1);
  });
});

describe('the daily job', () => {
  it('reconciles yesterday after ten, once, and the days it missed', async () => {
    const day = tradingDay();
    await paid();
    day.at(33.9);
    await application().runJob('reconcile');
    expect(await database()('reconciliations').where({ date: day.date }).first()).toBeUndefined();
    day.at(34 + 3 * 24);
    expect(await application().runJob('reconcile')).toBeGreaterThanOrEqual(4);
    expect(await dayOf(day.date)).toMatchObject({ state: 'balanced', run: 1 });
    expect(await application().runJob('reconcile')).toBe(0);
  });

  it('announces open differences', async () => {
    const day = tradingDay();
    await control().bills.alter(day.date, { change: 'add', kind: 'payment', outTradeNo: 'STRANGE03', amountFen: 5 });
    day.at(34);
    await reconcile(day.date);
    const event = (await database()('outbox_events')
      .where({ name: 'reconciliation.differences', aggregate_id: day.date })
      .first('payload')) as { payload: unknown };
    expect(JSON.parse(String(event.payload))).toEqual({ date: day.date, state: 'differences', openCount: 1 });
  });

  it('lets one runner have a day; what a killed one left behind is cleared away', async () => {
    const day = tradingDay();
    await paid();
    day.at(34);
    const outcomes = await Promise.all([1, 2, 3].map(() => reconcile(day.date)));
    expect(outcomes.filter(({ kind }) => kind === 'finished').length).toBeGreaterThanOrEqual(1);
    const [line] = (await database()('reconciliation_lines').where({ date: day.date })) as Record<string, unknown>[];
    const { id: _, ...copy } = line ?? {};
    const row = (await dayOf(day.date)) as unknown as { run: number };
    // Killed in the middle of its run: lines without a result, and nobody to finish.
    await database()('reconciliations')
      .where({ date: day.date })
      .update({ state: 'running', run: row.run + 1, result_run: null, next_attempt_at: application().clock.now() });
    await database()('reconciliation_lines').insert({
      ...copy,
      document_id: 'x'.repeat(24),
      number: 'HALF',
      run: row.run + 1,
    });
    await application().runJob('reconcile');
    expect(await dayOf(day.date)).toMatchObject({ state: 'balanced', matched_count: 1, run: row.run + 2 });
    expect(await linesOf(day.date)).toHaveLength(1);
  });

  it('leaves the minutes before midnight to the next day', async () => {
    const day = tradingDay();
    await paid();
    day.at(23.95);
    const { outTradeNo } = await paid();
    await control().bills.alter(day.date, { change: 'omit', number: outTradeNo });
    day.at(34);
    await reconcile(day.date);
    expect(await differencesOf(day.date)).toEqual([]);
    day.at(34 + 24);
    const next = new Date(Date.parse(`${day.date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    await reconcile(next);
    expect(await differencesOf(next)).toMatchObject([{ type: 'missing_there', number: outTradeNo }]);
    expect(await dayOf(next)).toMatchObject({ state: 'differences' });
  });
});

describe('reconciling again from the panel', () => {
  it('is an action of its own for past days only', async () => {
    const day = tradingDay();
    await paid();
    expect((await staff.call('post', `/shop/reconciliations/${day.date}/run`, {})).status).toBe(400);
    expect((await staff.call('post', '/shop/reconciliations/nonsense/run', {})).status).toBe(400);
    day.at(33);
    expect((await staff.call('post', `/shop/reconciliations/${day.date}/run`, {})).status).toBe(502);
    day.at(34);
    const answer = await staff.call('post', `/shop/reconciliations/${day.date}/run`, {});
    expect(answer.body).toMatchObject({ data: { date: day.date, status: 'balanced', openCount: 0 } });
    expect(await dayOf(day.date)).toMatchObject({ operator: expect.stringContaining('staff-') as string });
  });
});
