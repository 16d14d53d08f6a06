import type { ProfitSharingRequest, WechatPayPort } from '../../src/gateways/wechat-pay/port';
import { type RunningSimulator, startWechatSimulator } from '../../src/gateways/wechat-simulator';
import { COMMAND_FAULTS, disturb, IMPATIENT_MS } from './support/command-faults';
import { failureOf, paidTransaction, signed, startPayFixture } from './support/pay-fixture';
import { sandboxClient, sandboxCredentials } from './support/sandbox-client';
import { DAY, MINUTE, SECOND, TestClock } from './support/simulator-clock';

const clock = new TestClock();
const STORE = { type: 'MERCHANT_ID', account: '1900000109' } as const;
const KEEPER = { type: 'PERSONAL_OPENID', account: 'keeper-1' } as const;
let simulator: RunningSimulator;
let client: WechatPayPort;
let impatient: WechatPayPort;

beforeAll(async () => {
  const settings = { profitSharingSettleSeconds: null, refundSettleSeconds: null };
  simulator = await startWechatSimulator({ credentials: sandboxCredentials, now: clock.now, settings });
  client = sandboxClient(simulator, clock.now);
  impatient = sandboxClient(simulator, clock.now, IMPATIENT_MS);
  await client.addReceiver({ ...STORE, name: '门店有限公司', relation: 'STORE' });
  await client.addReceiver({ ...KEEPER, relation: 'CUSTOM', customRelation: '团长' });
});
afterAll(() => simulator.close());
afterEach(() => {
  simulator.control.clearFaults();
});

const balance = () => simulator.control.readSettings().balanceFen;

/** A payment of 100 yuan that is old enough to be split. */
async function paid(outTradeNo: string, isProfitSharing = true): Promise<string> {
  const { prepayId } = await client.prepay({
    outTradeNo,
    description: '鸭绒枕头',
    amountFen: 10_000,
    payerOpenid: 'buyer-1',
    expiresAt: new Date(clock.nowMs() + DAY),
    notifyUrl: 'http://127.0.0.1:9/notify',
    isProfitSharing,
  });
  const payParams = client.payParams(prepayId);
  const { transactionId } = await simulator.control.pay({ payParams, openid: 'buyer-1', notify: 'none' });
  clock.advance(MINUTE);
  return transactionId ?? '';
}

const split = (transactionId: string, outOrderNo: string, changes: Partial<ProfitSharingRequest> = {}) => ({
  transactionId,
  outOrderNo,
  receivers: [
    { ...STORE, name: '门店有限公司', amountFen: 2000, description: '门店分成' },
    { ...KEEPER, amountFen: 500, description: '团长佣金' },
  ],
  unfreezeUnsplit: false,
  ...changes,
});

test('a split moves money when it ends, and each receiver has a result of its own', async () => {
  const transactionId = await paid('SPLIT-A');
  await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(10_000);
  const before = balance();
  const accepted = await client.shareProfit(split(transactionId, 'P-A'));
  expect(accepted).toMatchObject({ state: 'PROCESSING', transactionId, outOrderNo: 'P-A' });
  expect(accepted.receivers.map(({ result }) => result)).toEqual(['PENDING', 'PENDING']);
  await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(7500);
  expect(balance()).toBe(before);
  await simulator.control.settleProfitSharing('P-A', { 'keeper-1': 'RECEIVER_REAL_NAME_NOT_VERIFIED' });
  const ended = await client.queryProfitSharing('P-A', transactionId);
  expect(ended?.state).toBe('FINISHED');
  expect(ended?.receivers).toMatchObject([
    { ...STORE, amountFen: 2000, result: 'SUCCESS', failReason: null, finishTime: clock.now() },
    { ...KEEPER, amountFen: 500, result: 'CLOSED', failReason: 'RECEIVER_REAL_NAME_NOT_VERIFIED' },
  ]);
  expect(balance()).toBe(before - 2000);
  await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(8000);
});

test('a split that unfreezes leaves nothing frozen, whatever became of its shares', async () => {
  const transactionId = await paid('SPLIT-B');
  await client.shareProfit(split(transactionId, 'P-B', { unfreezeUnsplit: true }));
  await simulator.control.settleProfitSharing('P-B', { [STORE.account]: 'ACCOUNT_ABNORMAL' });
  await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(0);
});

test('the same number is the same split; with other parameters it is refused', async () => {
  const transactionId = await paid('SPLIT-C');
  const first = await client.shareProfit(split(transactionId, 'P-C'));
  const second = await client.shareProfit(split(transactionId, 'P-C'));
  expect(second).toEqual(first);
  const other = split(transactionId, 'P-C', { receivers: [{ ...KEEPER, amountFen: 1, description: 'x' }] });
  const error = await failureOf(client.shareProfit(other));
  expect(error).toMatchObject({ wechatCode: 'INVALID_REQUEST', isVerified: true, isRetryable: false });
  await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(7500);
});

describe('the platform refuses', () => {
  test.each([
    ['more than thirty percent', { receivers: [{ ...KEEPER, amountFen: 3001, description: 'x' }] }, 'RULE_LIMIT'],
    ['more than is frozen', { receivers: [{ ...KEEPER, amountFen: 10_001, description: 'x' }] }, 'NOT_ENOUGH'],
    [
      'a receiver that was never added',
      { receivers: [{ type: 'MERCHANT_ID', account: '1', amountFen: 1, description: 'x' }] },
      'INVALID_REQUEST',
    ],
    [
      'a receiver under another name',
      { receivers: [{ ...STORE, name: '别的公司', amountFen: 1, description: 'x' }] },
      'INVALID_REQUEST',
    ],
  ] as const)('%s', async (what, changes, code) => {
    const transactionId = await paid(`SPLIT-${String(what.length)}-${code}`);
    const request = split(transactionId, `P-${String(what.length)}`, changes as never);
    expect((await failureOf(client.shareProfit(request))).wechatCode).toBe(code);
    await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(10_000);
  });

  test('a payment that was not made for splitting, and one that is younger than a minute', async () => {
    const plain = await paid('SPLIT-PLAIN', false);
    expect((await failureOf(client.shareProfit(split(plain, 'P-PLAIN')))).wechatCode).toBe('INVALID_REQUEST');
    const young = await paid('SPLIT-YOUNG');
    clock.advance(-SECOND);
    expect((await failureOf(client.shareProfit(split(young, 'P-YOUNG')))).wechatCode).toBe('INVALID_REQUEST');
    clock.advance(SECOND);
    expect((await client.shareProfit(split(young, 'P-YOUNG'))).state).toBe('PROCESSING');
  });

  test('the fifty-first split of a payment', async () => {
    const transactionId = await paid('SPLIT-50');
    const one = { receivers: [{ ...KEEPER, amountFen: 1, description: 'x' }] };
    for (let count = 1; count <= 50; count += 1) {
      await client.shareProfit(split(transactionId, `P-50-${String(count)}`, one));
    }
    const error = await failureOf(client.shareProfit(split(transactionId, 'P-50-51', one)));
    expect(error.wechatCode).toBe('RULE_LIMIT');
  });
});

describe('unfreezing', () => {
  test('gives the rest to the merchant under a new number, once', async () => {
    const transactionId = await paid('FREE-A');
    await client.shareProfit(split(transactionId, 'P-FREE-A'));
    const request = { transactionId, outOrderNo: 'U-FREE-A', description: '解冻剩余资金' };
    expect((await failureOf(client.unfreeze(request))).wechatCode).toBe('INVALID_REQUEST');
    await simulator.control.settleProfitSharing('P-FREE-A');
    const before = balance();
    const freed = await client.unfreeze(request);
    expect(freed).toMatchObject({ state: 'FINISHED', receivers: [{ amountFen: 7500, result: 'SUCCESS' }] });
    await expect(client.unfreeze(request)).resolves.toEqual(freed);
    await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(0);
    expect(balance()).toBe(before);
    const late = split(transactionId, 'P-FREE-B', { receivers: [{ ...KEEPER, amountFen: 1, description: 'x' }] });
    expect((await failureOf(client.shareProfit(late))).wechatCode).toBe('NOT_ENOUGH');
  });

  test('under the number of a split changes nothing', async () => {
    const transactionId = await paid('FREE-C');
    await client.shareProfit(split(transactionId, 'P-FREE-C'));
    await client.unfreeze({ transactionId, outOrderNo: 'P-FREE-C', description: '解冻' });
    await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(7500);
  });

  test('happens by itself after thirty days', async () => {
    const transactionId = await paid('FREE-D');
    clock.advance(30 * DAY);
    await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(0);
  });
});

describe('returns', () => {
  async function shared(name: string): Promise<string> {
    const transactionId = await paid(name);
    await client.shareProfit(split(transactionId, `P-${name}`));
    await simulator.control.settleProfitSharing(`P-${name}`);
    return transactionId;
  }
  const back = (name: string, outReturnNo: string, amountFen = 800) => ({
    outOrderNo: `P-${name}`,
    outReturnNo,
    returnMchid: STORE.account,
    amountFen,
    description: '退款回退',
  });

  test('bring money back, but not to the splittable part', async () => {
    const transactionId = await shared('BACK-A');
    const before = balance();
    const state = await client.returnProfit(back('BACK-A', 'B-A-1'));
    expect(state).toMatchObject({ result: 'SUCCESS', amountFen: 800, returnMchid: STORE.account });
    expect(balance()).toBe(before + 800);
    await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(7500);
    await expect(client.queryProfitReturn('B-A-1', 'P-BACK-A')).resolves.toEqual(state);
    await expect(client.queryProfitReturn('B-NONE', 'P-BACK-A')).resolves.toBeNull();
    const tooMuch = await failureOf(client.returnProfit(back('BACK-A', 'B-A-2', 1201)));
    expect(tooMuch.wechatCode).toBe('INVALID_REQUEST');
  });

  test('can fail, with a reason and without an effect', async () => {
    await shared('BACK-B');
    const before = balance();
    await simulator.control.changeSettings({ profitReturnFailReason: 'BALANCE_NOT_ENOUGH' });
    const failed = await client.returnProfit(back('BACK-B', 'B-B-1'));
    await simulator.control.changeSettings({ profitReturnFailReason: null });
    expect(failed).toMatchObject({ result: 'FAILED', failReason: 'BALANCE_NOT_ENOUGH' });
    expect(balance()).toBe(before);
    expect((await client.returnProfit(back('BACK-B', 'B-B-1'))).result).toBe('FAILED');
    expect((await client.returnProfit(back('BACK-B', 'B-B-2'))).result).toBe('SUCCESS');
  });

  // Incident 25.
  test.each(COMMAND_FAULTS)('disturbed by %s (done: %s) have one effect', async (kind, isDone) => {
    const name = `BACK-${kind}`;
    await shared(name);
    const before = balance();
    simulator.control.addFault(disturb(kind, '/v3/profitsharing/return-orders'));
    const error = await failureOf(impatient.returnProfit(back(name, `B-${kind}`)));
    expect(error).toMatchObject({ isRetryable: true, mayHaveTakenEffect: true });
    const told = await client.queryProfitReturn(`B-${kind}`, `P-${name}`);
    expect(told?.result ?? null).toBe(isDone ? 'SUCCESS' : null);
    expect((await client.returnProfit(back(name, `B-${kind}`))).result).toBe('SUCCESS');
    expect(balance()).toBe(before + 800);
  });
});

// Incident 25.
describe('a disturbed command draws no conclusion, the query tells the truth, and the repetition has one effect', () => {
  test.each(COMMAND_FAULTS)('split, %s (done: %s)', async (kind, isDone) => {
    const transactionId = await paid(`SF-${kind}`);
    simulator.control.addFault(disturb(kind, '/v3/profitsharing/orders'));
    const error = await failureOf(impatient.shareProfit(split(transactionId, `PF-${kind}`)));
    expect(error).toMatchObject({ isRetryable: true, mayHaveTakenEffect: true });
    const told = await client.queryProfitSharing(`PF-${kind}`, transactionId);
    expect(told?.state ?? null).toBe(isDone ? 'PROCESSING' : null);
    await client.shareProfit(split(transactionId, `PF-${kind}`));
    await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(7500);
  });

  test.each(COMMAND_FAULTS)('unfreeze, %s (done: %s)', async (kind, isDone) => {
    const transactionId = await paid(`UF-${kind}`);
    simulator.control.addFault(disturb(kind, '/v3/profitsharing/orders/unfreeze'));
    const request = { transactionId, outOrderNo: `U-${kind}`, description: '解冻' };
    expect((await failureOf(impatient.unfreeze(request))).isRetryable).toBe(true);
    await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(isDone ? 0 : 10_000);
    expect((await client.unfreeze(request)).state).toBe('FINISHED');
    await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(0);
  });

  test.each(COMMAND_FAULTS)('adding a receiver, %s', async (kind) => {
    simulator.control.addFault(disturb(kind, '/v3/profitsharing/receivers'));
    const receiver = { type: 'PERSONAL_OPENID', account: `person-${kind}`, name: '张三', relation: 'STAFF' } as const;
    expect((await failureOf(impatient.addReceiver(receiver))).isRetryable).toBe(true);
    await expect(client.addReceiver(receiver)).resolves.toBeUndefined();
  });

  test('an unsigned "no such split" is not believed', async () => {
    simulator.control.addFault({ kind: 'missing-headers', match: '/v3/profitsharing/' });
    const error = await failureOf(client.queryProfitSharing('P-NOBODY', '4200000000'));
    expect(error).toMatchObject({ kind: 'unverified', httpStatus: 404 });
    await expect(client.queryProfitSharing('P-NOBODY', '4200000000')).resolves.toBeNull();
  });
});

describe('refunds of a payment that is being split', () => {
  const refund = (outTradeNo: string, refundFen: number) =>
    client.requestRefund({
      outRefundNo: `R-${outTradeNo}-${String(refundFen)}`,
      outTradeNo,
      refundFen,
      totalFen: 10_000,
    });

  test('come from what is frozen; more needs unfreezing first', async () => {
    const transactionId = await paid('SREF-A');
    await client.shareProfit(split(transactionId, 'P-SR-A'));
    await simulator.control.settleProfitSharing('P-SR-A');
    expect((await failureOf(refund('SREF-A', 7501))).wechatCode).toBe('INVALID_REQUEST');
    await refund('SREF-A', 3000);
    await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(4500);
    await simulator.control.settleRefund('R-SREF-A-3000', { status: 'CLOSED' });
    await expect(client.queryUnsplitAmount(transactionId)).resolves.toBe(7500);
    await client.unfreeze({ transactionId, outOrderNo: 'U-SR-A', description: '退款前解冻' });
    clock.advance(MINUTE);
    expect((await refund('SREF-A', 7501)).status).toBe('PROCESSING');
  });

  test('of other payments cannot use frozen money', async () => {
    await paid('SREF-B', false);
    await paid('SREF-C');
    const payments = simulator.control.listPayments();
    const frozenFen = payments.reduce((sum, payment) => sum + payment.frozenFen, 0);
    await simulator.control.changeSettings({ balanceFen: frozenFen + 99 });
    expect((await failureOf(refund('SREF-B', 100))).wechatCode).toBe('NOT_ENOUGH');
    await simulator.control.changeSettings({ balanceFen: frozenFen + 100 });
    expect((await refund('SREF-B', 100)).status).toBe('PROCESSING');
    await simulator.control.changeSettings({ balanceFen: 10_000_000 });
  });
});

test('an answer about another split is a foreign answer', async () => {
  const { server, client: other } = await startPayFixture();
  const answer = { transaction_id: '4200', out_order_no: 'P-OTHER', order_id: '1', state: 'FINISHED', receivers: [] };
  server.answer = () => signed(200, answer);
  const foreign = { kind: 'unverified', verificationFailure: 'subject' };
  expect(await failureOf(other.shareProfit(split('4200', 'P-MINE')))).toMatchObject(foreign);
  expect(await failureOf(other.shareProfit(split('4200', 'P-OTHER')))).toMatchObject(foreign);
  expect(await failureOf(other.queryProfitSharing('P-MINE', '4200'))).toMatchObject(foreign);
  server.answer = () => signed(200, paidTransaction);
  expect(await failureOf(other.unfreeze({ transactionId: '4200', outOrderNo: 'P', description: 'x' }))).toMatchObject({
    kind: 'api',
    mayHaveTakenEffect: true,
  });
  await server.close();
});

test('names travel encrypted, and what can never be valid is not sent', async () => {
  const { server, client: other } = await startPayFixture();
  server.answer = () => signed(200, { type: 'MERCHANT_ID', account: '1900000109' });
  await other.addReceiver({ ...STORE, name: '门店有限公司', relation: 'STORE' });
  const body = JSON.parse(server.seen[0]?.body ?? '') as { name: string };
  expect(Buffer.from(body.name, 'base64')).toHaveLength(256);
  server.seen.length = 0;
  await expect(other.addReceiver({ ...STORE, relation: 'STORE' })).rejects.toThrow(RangeError);
  await expect(other.shareProfit(split('4200', 'P|1'))).rejects.toThrow(RangeError);
  await expect(other.shareProfit(split('4200', 'P', { receivers: [] }))).rejects.toThrow(RangeError);
  const twice = { receivers: [1, 2].map(() => ({ ...KEEPER, amountFen: 1, description: 'x' })) };
  await expect(other.shareProfit(split('4200', 'P', twice))).rejects.toThrow(RangeError);
  expect(server.seen).toHaveLength(0);
  await server.close();
});
