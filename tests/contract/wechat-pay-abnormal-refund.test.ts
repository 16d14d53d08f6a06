import type { AbnormalRefundRequest, RefundState, WechatPayPort } from '../../src/gateways/wechat-pay/port';
import { type RunningSimulator, startWechatSimulator } from '../../src/gateways/wechat-simulator';
import { COMMAND_FAULTS, disturb, IMPATIENT_MS } from './support/command-faults';
import { failureOf, refundAnswer, signed, startPayFixture } from './support/pay-fixture';
import { sandboxClient, sandboxCredentials } from './support/sandbox-client';
import { SECOND, TestClock } from './support/simulator-clock';
import { TestMerchant } from './support/simulator-merchant';

const clock = new TestClock();
const CARD = {
  type: 'USER_BANK_CARD',
  bankType: 'ICBC_DEBIT',
  bankAccount: '6222020200112230',
  realName: '张三',
} as const;
let simulator: RunningSimulator;
let client: WechatPayPort;
let impatient: WechatPayPort;
let merchant: TestMerchant;

beforeAll(async () => {
  const settings = { refundSettleSeconds: null };
  simulator = await startWechatSimulator({ credentials: sandboxCredentials, now: clock.now, settings });
  client = sandboxClient(simulator, clock.now);
  impatient = sandboxClient(simulator, clock.now, IMPATIENT_MS);
  merchant = new TestMerchant(simulator, sandboxCredentials, clock.nowMs);
});
afterAll(() => simulator.close());
afterEach(() => {
  simulator.control.clearFaults();
});

const outRefundNo = (name: string) => `R-${name}`;

/** A refund whose bank account is dead. */
async function abnormal(name: string): Promise<AbnormalRefundRequest> {
  await merchant.buy(name);
  const request = { outRefundNo: outRefundNo(name), outTradeNo: name, refundFen: 880, totalFen: 1880 };
  const { refundId } = await client.requestRefund(request);
  await simulator.control.settleRefund(request.outRefundNo, { status: 'ABNORMAL' });
  return { refundId, outRefundNo: request.outRefundNo, ...CARD };
}

const statusOf = async (name: string): Promise<RefundState['status'] | undefined> =>
  (await client.queryRefund(outRefundNo(name)))?.status;

test('an abnormal refund goes on to another card and succeeds in the end', async () => {
  const request = await abnormal('ABNORMAL-A');
  const balance = simulator.control.readSettings().balanceFen;
  await expect(client.applyAbnormalRefund(request)).resolves.toMatchObject({ status: 'PROCESSING', refundFen: 880 });
  await expect(client.applyAbnormalRefund(request)).resolves.toMatchObject({ status: 'PROCESSING' });
  const other = await failureOf(client.applyAbnormalRefund({ ...request, bankAccount: '6222020200112231' }));
  expect(other.wechatCode).toBe('INVALID_REQUEST');
  await simulator.control.settleRefund(request.outRefundNo, { status: 'SUCCESS' });
  await expect(statusOf('ABNORMAL-A')).resolves.toBe('SUCCESS');
  expect(simulator.control.readSettings().balanceFen).toBe(balance);
});

test('to the merchant’s own card no details are needed, and it succeeds by itself', async () => {
  const { refundId, outRefundNo: number } = await abnormal('ABNORMAL-B');
  await simulator.control.changeSettings({ refundSettleSeconds: 30 });
  await client.applyAbnormalRefund({ refundId, outRefundNo: number, type: 'MERCHANT_BANK_CARD' });
  clock.advance(30 * SECOND);
  await expect(statusOf('ABNORMAL-B')).resolves.toBe('SUCCESS');
  await simulator.control.changeSettings({ refundSettleSeconds: null });
});

test('a refund that is not abnormal, or not there, is refused', async () => {
  await merchant.buy('ABNORMAL-C');
  const request = { outRefundNo: 'R-ABNORMAL-C', outTradeNo: 'ABNORMAL-C', refundFen: 880, totalFen: 1880 };
  const { refundId } = await client.requestRefund(request);
  const numbers = { refundId, outRefundNo: request.outRefundNo };
  expect((await failureOf(client.applyAbnormalRefund({ ...numbers, ...CARD }))).wechatCode).toBe('INVALID_REQUEST');
  const nobody = { ...numbers, refundId: '5030', ...CARD };
  expect(await failureOf(client.applyAbnormalRefund(nobody))).toMatchObject({ httpStatus: 404, isVerified: true });
});

// Incident 25.
test.each(COMMAND_FAULTS)(
  'disturbed by %s (done: %s) it draws no conclusion and has one effect',
  async (kind, isDone) => {
    const name = `ABN-${kind}`;
    const request = await abnormal(name);
    simulator.control.addFault(disturb(kind, '/v3/refund/'));
    const error = await failureOf(impatient.applyAbnormalRefund(request));
    expect(error).toMatchObject({ isRetryable: true, mayHaveTakenEffect: true });
    await expect(statusOf(name)).resolves.toBe(isDone ? 'PROCESSING' : 'ABNORMAL');
    await expect(client.applyAbnormalRefund(request)).resolves.toMatchObject({ status: 'PROCESSING' });
  },
);

test('account and name travel encrypted; a card without its details is not sent', async () => {
  const { server, client: other } = await startPayFixture();
  server.answer = () => signed(200, refundAnswer);
  const numbers = { refundId: refundAnswer.refund_id, outRefundNo: refundAnswer.out_refund_no };
  await other.applyAbnormalRefund({ ...numbers, ...CARD });
  const [request] = server.seen;
  expect(request?.url).toBe(`/v3/refund/domestic/refunds/${refundAnswer.refund_id}/apply-abnormal-refund`);
  expect(request?.body).not.toMatch(/6222|张三/);
  server.answer = () => signed(200, { ...refundAnswer, out_refund_no: 'R-OTHER' });
  expect(await failureOf(other.applyAbnormalRefund({ ...numbers, ...CARD }))).toMatchObject({
    verificationFailure: 'subject',
  });
  server.seen.length = 0;
  const bare = { ...numbers, type: 'USER_BANK_CARD' } as const;
  await expect(other.applyAbnormalRefund(bare)).rejects.toThrow(RangeError);
  await expect(other.applyAbnormalRefund({ ...bare, ...CARD, refundId: '../x' })).rejects.toThrow(RangeError);
  expect(server.seen).toHaveLength(0);
  await server.close();
});
