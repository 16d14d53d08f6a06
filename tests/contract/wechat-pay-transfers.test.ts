import type { TransferRequest, WechatPayPort } from '../../src/gateways/wechat-pay/port';
import { type RunningSimulator, startWechatSimulator } from '../../src/gateways/wechat-simulator';
import { COMMAND_FAULTS, disturb, IMPATIENT_MS } from './support/command-faults';
import { failureOf, signed, startPayFixture } from './support/pay-fixture';
import { sandboxClient, sandboxCredentials } from './support/sandbox-client';
import { DAY, TestClock } from './support/simulator-clock';
import { type Receiver, startReceiver } from './support/simulator-receiver';

const clock = new TestClock();
let simulator: RunningSimulator;
let receiver: Receiver;
let client: WechatPayPort;
let impatient: WechatPayPort;

beforeAll(async () => {
  receiver = await startReceiver();
  simulator = await startWechatSimulator({ credentials: sandboxCredentials, now: clock.now });
  client = sandboxClient(simulator, clock.now);
  impatient = sandboxClient(simulator, clock.now, IMPATIENT_MS);
  await simulator.control.changeSettings({ balanceFen: 100_000_000 });
});
afterAll(async () => {
  await simulator.close();
  await receiver.close();
});
afterEach(() => {
  simulator.control.clearFaults();
});

const balance = () => simulator.control.readSettings().balanceFen;

const transfer = (outBillNo: string, changes: Partial<TransferRequest> = {}): TransferRequest => ({
  outBillNo,
  openid: 'keeper-1',
  amountFen: 1234,
  sceneId: '1005',
  remark: '团长佣金',
  reports: [
    { type: '岗位类型', content: '团长' },
    { type: '报酬说明', content: '三月佣金' },
  ],
  notifyUrl: receiver.url,
  ...changes,
});

test('a transfer waits for the user, and its end is told by notification and query alike', async () => {
  const before = balance();
  const accepted = await client.requestTransfer(transfer('TA1'));
  expect(accepted).toMatchObject({ outBillNo: 'TA1', state: 'WAIT_USER_CONFIRM', createTime: clock.now() });
  expect(accepted.packageInfo).toMatch(/^\S+$/);
  expect(balance()).toBe(before - 1234);
  await simulator.control.settleTransfer('TA1', { status: 'SUCCESS' });
  const [callback] = await receiver.waitFor(1);
  const notification = await client.readNotification({
    headers: callback?.headers ?? {},
    rawBody: callback?.rawBody ?? '',
  });
  expect(notification).toMatchObject({ kind: 'transfer', eventType: 'MCHTRANSFER.BILL.FINISHED' });
  const told = { outBillNo: 'TA1', state: 'SUCCESS', amountFen: 1234, openid: 'keeper-1', failReason: null };
  expect(client.readTransferResource(notification.resource)).toMatchObject(told);
  await expect(client.queryTransfer('TA1')).resolves.toMatchObject(told);
  expect(() => client.readTransferResource({ out_bill_no: 'TA1' })).toThrow(/readable transfer/);
  await expect(simulator.control.settleTransfer('TA1', { status: 'FAIL' })).rejects.toThrow(/stays so/);
});

test('a failed transfer gives the money back, and so does one nobody confirms within a day', async () => {
  const before = balance();
  await client.requestTransfer(transfer('TB1'));
  await client.requestTransfer(transfer('TB2'));
  await simulator.control.settleTransfer('TB1', { status: 'FAIL', failReason: 'PAYEE_ACCOUNT_ABNORMAL' });
  await expect(client.queryTransfer('TB1')).resolves.toMatchObject({
    state: 'FAIL',
    failReason: 'PAYEE_ACCOUNT_ABNORMAL',
  });
  clock.advance(DAY);
  await expect(client.queryTransfer('TB2')).resolves.toMatchObject({ state: 'FAIL', failReason: 'OVERDUE_CLOSE' });
  expect(balance()).toBe(before);
  const flow = simulator.control.listFundFlow().filter(({ voucherNo }) => voucherNo === 'TB2');
  expect(flow.map(({ direction, amountFen }) => [direction, amountFen])).toEqual([
    ['out', 1234],
    ['in', 1234],
  ]);
});

test('the same number is the same transfer, with its name encrypted anew each time', async () => {
  const before = balance();
  const request = transfer('TC1', { amountFen: 200_000, userName: '张三' });
  const first = await client.requestTransfer(request);
  await expect(client.requestTransfer(request)).resolves.toEqual(first);
  const error = await failureOf(client.requestTransfer({ ...request, amountFen: 200_001 }));
  expect(error).toMatchObject({ wechatCode: 'ALREADY_EXISTS', isVerified: true, mayHaveTakenEffect: false });
  expect((await failureOf(client.requestTransfer({ ...request, userName: '李四' }))).wechatCode).toBe('ALREADY_EXISTS');
  expect(balance()).toBe(before - 200_000);
  expect(simulator.control.listTransfers().find(({ outBillNo }) => outBillNo === 'TC1')?.userName).toBe('张三');
});

test('a merchant with certificates only encrypts for the newest of them', async () => {
  await simulator.control.changeSettings({ keyMode: 'certificate', certificateSet: 'both' });
  const older = sandboxClient(simulator, clock.now, IMPATIENT_MS * 10, { keyMode: 'certificate' });
  const request = transfer('TCERT1', { userName: '张三' });
  await expect(older.requestTransfer(request)).resolves.toMatchObject({ state: 'WAIT_USER_CONFIRM' });
  await simulator.control.changeSettings({ keyMode: 'public-key', certificateSet: 'old' });
});

test('without balance nothing happens, and the same number works after recharging', async () => {
  const before = balance();
  await simulator.control.changeSettings({ balanceFen: 1233 });
  const error = await failureOf(client.requestTransfer(transfer('TD1')));
  expect(error).toMatchObject({ wechatCode: 'NOT_ENOUGH', httpStatus: 403 });
  await expect(client.queryTransfer('TD1')).resolves.toBeNull();
  await simulator.control.changeSettings({ balanceFen: before });
  expect((await client.requestTransfer(transfer('TD1'))).state).toBe('WAIT_USER_CONFIRM');
});

test('a transfer can be withdrawn until it is confirmed', async () => {
  const before = balance();
  await client.requestTransfer(transfer('TE1'));
  expect((await client.cancelTransfer('TE1')).state).toBe('CANCELING');
  expect((await client.cancelTransfer('TE1')).state).toBe('CANCELLED');
  await expect(client.queryTransfer('TE1')).resolves.toMatchObject({ state: 'CANCELLED' });
  expect(balance()).toBe(before);
  await client.requestTransfer(transfer('TE2'));
  await simulator.control.settleTransfer('TE2', { status: 'SUCCESS' });
  expect((await failureOf(client.cancelTransfer('TE2'))).wechatCode).toBe('INVALID_REQUEST');
});

// Incident 25.
describe('a disturbed command draws no conclusion, the query tells the truth, and the repetition has one effect', () => {
  const numbers = (prefix: string, kind: string) => prefix + kind.replaceAll('-', '');

  test.each(COMMAND_FAULTS)('transfer, %s (done: %s)', async (kind, isDone) => {
    const before = balance();
    const number = numbers('TF', kind);
    simulator.control.addFault(disturb(kind, '/v3/fund-app/'));
    const error = await failureOf(impatient.requestTransfer(transfer(number, { userName: '张三' })));
    expect(error).toMatchObject({ isRetryable: true, mayHaveTakenEffect: true });
    const told = await client.queryTransfer(number);
    expect(told?.state ?? null).toBe(isDone ? 'WAIT_USER_CONFIRM' : null);
    const again = await client.requestTransfer(transfer(number, { userName: '张三' }));
    expect(again.packageInfo).not.toBeNull();
    expect(balance()).toBe(before - 1234);
  });

  test.each(COMMAND_FAULTS)('cancellation, %s (done: %s)', async (kind, isDone) => {
    const before = balance();
    const number = numbers('TG', kind);
    await client.requestTransfer(transfer(number));
    simulator.control.addFault(disturb(kind, '/v3/fund-app/'));
    expect((await failureOf(impatient.cancelTransfer(number))).isRetryable).toBe(true);
    const told = await client.queryTransfer(number);
    expect(told?.state).toBe(isDone ? 'CANCELLED' : 'WAIT_USER_CONFIRM');
    expect((await client.cancelTransfer(number)).state).toBe(isDone ? 'CANCELLED' : 'CANCELING');
    expect(balance()).toBe(before);
  });

  test('an unsigned "no such transfer" is not believed', async () => {
    simulator.control.addFault({ kind: 'missing-headers', match: '/v3/fund-app/' });
    expect(await failureOf(client.queryTransfer('NOBODY'))).toMatchObject({ kind: 'unverified', httpStatus: 404 });
    await expect(client.queryTransfer('NOBODY')).resolves.toBeNull();
  });
});

test('an answer about another transfer is a foreign answer, and an unknown state is no end', async () => {
  const { server, client: other } = await startPayFixture();
  server.answer = () => signed(200, { out_bill_no: 'OTHER', transfer_bill_no: '1330', state: 'PARKED' });
  const foreign = { kind: 'unverified', verificationFailure: 'subject' };
  expect(await failureOf(other.requestTransfer(transfer('MINE')))).toMatchObject(foreign);
  expect(await failureOf(other.queryTransfer('MINE'))).toMatchObject(foreign);
  await expect(other.queryTransfer('OTHER')).resolves.toMatchObject({ state: 'UNKNOWN' });
  await server.close();
});

test.each([
  ['a number with other characters', { outBillNo: 'T-1' }],
  ['2000 yuan without a name', { amountFen: 200_000 }],
  ['nothing', { amountFen: 0 }],
  ['no remark', { remark: ' ' }],
  ['no report', { reports: [] }],
  ['a notify URL with a query', { notifyUrl: 'https://shop.example/notify?x=1' }],
] as const)('%s is refused unsent', async (_what, changes) => {
  const count = simulator.control.countCalls()['POST /v3/fund-app/mch-transfer/transfer-bills'];
  await expect(client.requestTransfer(transfer('TH1', changes as never))).rejects.toThrow(RangeError);
  expect(simulator.control.countCalls()['POST /v3/fund-app/mch-transfer/transfer-bills']).toBe(count);
});
