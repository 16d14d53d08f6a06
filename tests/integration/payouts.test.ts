import type {} from '../../src/api/payment/services/pay-out';
import { inTransaction } from '../../src/platform/database/in-transaction';
import { getService } from '../../src/platform/get-service';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { application } from '../support/api';
import { as, database, signIn, type SignedIn } from '../support/members';
import { runService } from '../support/run-service';
import { startSlowly } from '../support/slow-instance';

const TRANSFER_API = '/v3/fund-app/mch-transfer/transfer-bills';
const control = () => application().wechat.control;
const send = () => runService('api::payment.send-payouts');

let admin: AdminClient;
let serial = 0;

beforeAll(async () => {
  admin = await signInToPanel();
});

beforeEach(() => control().changeSettings({ balanceFen: 100_000_000 }));

afterEach(() => {
  control().clearFaults();
  application().clock.reset();
});

interface Row {
  document_id: string;
  out_bill_no: string;
  state: string;
  last_error_code: string | null;
  fail_reason: string | null;
}

const newKey = (): string => {
  serial += 1;
  return `test:${process.pid}:${Date.now()}:${serial}`;
};

function payOut(member: SignedIn, { amount = 500, sourceKey = newKey() } = {}): Promise<{ outBillNo: string }> {
  const { strapi, clock } = application();
  const payout = { userId: member.id, amount, scene: 'commission', sourceKey, remark: '本月推广佣金' } as const;
  return inTransaction(strapi, (trx) =>
    getService(strapi, 'api::payment.pay-out')(trx, { ...payout, at: clock.now() }),
  );
}

const rowOf = (member: SignedIn) =>
  database()('payouts').where({ user_id: member.id }).first() as unknown as Promise<Row>;
const mine = async (member: SignedIn) =>
  ((await as(member).get('/me/payouts')).body as { data: Record<string, unknown>[] }).data;
const transfersTo = (member: SignedIn) =>
  control()
    .listTransfers()
    .filter(({ openid }) => openid === member.openid);

describe('a payout', () => {
  it('is confirmed by the user with the parameters of /me/payouts, and is paid once', async () => {
    const member = await signIn();
    const { outBillNo } = await payOut(member);
    await send();
    expect(await mine(member)).toMatchObject([
      { amount: 500, status: 'waiting_confirmation', confirmation: { package: expect.any(String) as string } },
    ]);
    await control().settleTransfer(outBillNo, { status: 'SUCCESS', delivery: 'duplicate' });
    await control().deliveriesSettled();
    expect(await mine(member)).toMatchObject([{ status: 'succeeded', confirmation: null }]);
    application().clock.advance({ hours: 2 });
    await send();
    expect(transfersTo(member)).toHaveLength(1);
    expect(await mine(await signIn())).toEqual([]);
  });

  it('is found by asking when no notification comes', async () => {
    const member = await signIn();
    const { outBillNo } = await payOut(member);
    await send();
    await control().settleTransfer(outBillNo, { status: 'SUCCESS', delivery: 'none' });
    application().clock.advance({ minutes: 5 });
    await send();
    expect(await rowOf(member)).toMatchObject({ state: 'succeeded' });
  });

  it('is sent once when the answer is lost, and the user can still confirm it', async () => {
    const member = await signIn();
    await payOut(member);
    control().addFault({ kind: 'reset-after', match: TRANSFER_API, times: 1 });
    await send();
    expect(await rowOf(member)).toMatchObject({ state: 'created' });
    application().clock.advance({ minutes: 5 });
    await send();
    expect(await mine(member)).toMatchObject([{ status: 'waiting_confirmation', confirmation: {} }]);
    expect(transfersTo(member)).toHaveLength(1);
  });

  it('waits for money in the balance, and goes through with the same number', async () => {
    const member = await signIn();
    const { outBillNo } = await payOut(member);
    await control().changeSettings({ balanceFen: 0 });
    await send();
    expect(await rowOf(member)).toMatchObject({ state: 'created', last_error_code: 'NOT_ENOUGH' });
    await control().changeSettings({ balanceFen: 100_000 });
    application().clock.advance({ minutes: 5 });
    await send();
    expect(await rowOf(member)).toMatchObject({ state: 'waiting_confirmation', out_bill_no: outBillNo });
  });

  it('that WeChat has ended unpaid is sent again by staff under a new number; any other is not', async () => {
    const member = await signIn();
    const { outBillNo } = await payOut(member);
    await send();
    const { document_id: documentId } = await rowOf(member);
    const restart = () => admin.call('post', `/shop/payouts/${documentId}/restart`, { note: '顾客已联系' });
    expect((await restart()).status).toBe(409);
    application().clock.advance({ days: 2 });
    await send();
    expect(await rowOf(member)).toMatchObject({ state: 'failed', fail_reason: 'OVERDUE_CLOSE' });
    expect((await restart()).status).toBe(200);
    await send();
    const again = await rowOf(member);
    expect(again.state).toBe('waiting_confirmation');
    expect(again.out_bill_no).not.toBe(outBillNo);
    const audited: unknown[] = await database()('audit_logs').where({
      action: 'payout.restart',
      subject_id: documentId,
    });
    expect(audited).toHaveLength(1);
  });

  it('is not sent by an instance that still holds the number WeChat has ended', async () => {
    const [first, second] = [await signIn(), await signIn()];
    await payOut(first);
    application().clock.advance({ seconds: 1 });
    const { outBillNo } = await payOut(second);
    const slow = await startSlowly('api::payment.send-payouts', TRANSFER_API);
    const sendAnyway = async () => {
      const due = { next_attempt_at: application().clock.now() };
      await database()('payouts').where({ out_bill_no: outBillNo }).update(due);
      await send();
    };
    await sendAnyway();
    await control().settleTransfer(outBillNo, { status: 'FAIL', delivery: 'none' });
    await sendAnyway();
    const { document_id: documentId } = await rowOf(second);
    expect((await admin.call('post', `/shop/payouts/${documentId}/restart`, { note: '重新付' })).status).toBe(200);
    const sent = () => control().countCalls()[`POST ${TRANSFER_API}`];
    const before = sent();
    await slow.finish();
    expect(sent()).toBe(before);
    await send();
    expect(transfersTo(second)).toHaveLength(2);
  });

  it('is written down once for one key; the key cannot stand for another amount', async () => {
    const member = await signIn();
    const sourceKey = newKey();
    const first = await payOut(member, { sourceKey });
    expect(await payOut(member, { sourceKey })).toEqual(first);
    await expect(payOut(member, { sourceKey, amount: 501 })).rejects.toMatchObject({
      name: 'IdempotencyConflictError',
    });
  });

  it.each([0, -1, 1.5, 200_000])('of %j fen is refused', async (amount) => {
    await expect(payOut(await signIn(), { amount })).rejects.toMatchObject({ name: 'BusinessError' });
  });

  // Incident 25.
  it('is not believed to be paid when the notification is forged or speaks of another amount', async () => {
    const member = await signIn();
    const { outBillNo } = await payOut(member);
    await send();
    control().addFault({ kind: 'altered-content', on: 'notification', fields: { transfer_amount: 1 }, times: null });
    await control().settleTransfer(outBillNo, { status: 'SUCCESS' });
    await control().deliveriesSettled();
    expect(await rowOf(member)).toMatchObject({ state: 'waiting_confirmation' });
    const kept = (await database()('payment_notifications').where({ out_trade_no: outBillNo }).first()) as {
      state: string;
    };
    expect(kept.state).toBe('flagged');
  });
});
