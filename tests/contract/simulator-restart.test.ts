import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createSandboxCredentials,
  type RunningSimulator,
  startWechatSimulator,
} from '../../src/gateways/wechat-simulator';
import { TestMerchant } from './support/simulator-merchant';
import { type Receiver, startReceiver } from './support/simulator-receiver';

const credentials = createSandboxCredentials();
const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
const stateFile = join(folder, 'deep', 'state.json');
let receiver: Receiver;
const running: RunningSimulator[] = [];

async function start(file = stateFile, scale = 0.001): Promise<TestMerchant> {
  const simulator = await startWechatSimulator({ credentials, stateFile: file, notifyRetrySecondsScale: scale });
  running.push(simulator);
  return new TestMerchant(simulator, credentials);
}

beforeAll(async () => {
  receiver = await startReceiver();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

afterAll(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true });
});

interface Saved {
  orders: Record<string, { tradeState: string }>;
}

const saved = () => JSON.parse(readFileSync(stateFile, 'utf8')) as Saved;

test('what changes money is on disk before the answer leaves', async () => {
  const merchant = await start();
  await merchant.prepay('DISK-1');
  expect(saved().orders['DISK-1']?.tradeState).toBe('NOTPAY');
  await merchant.buy('DISK-2');
  expect(saved().orders['DISK-2']?.tradeState).toBe('SUCCESS');
  await merchant.refund('DISK-2', 'R-DISK-2');
  expect(saved().orders['DISK-2']?.tradeState).toBe('REFUND');
  await merchant.close('DISK-1');
  expect(saved().orders['DISK-1']?.tradeState).toBe('CLOSED');
  expect(statSync(stateFile).mode & 0o777).toBe(0o600);
});

test('many orders at once are all on disk when their answers are there', async () => {
  const merchant = await start();
  const numbers = Array.from({ length: 40 }, (_unused, index) => `DISK-MANY-${String(index)}`);
  const replies = await Promise.all(numbers.map((outTradeNo) => merchant.prepay(outTradeNo)));
  expect(replies.every(({ status }) => status === 200)).toBe(true);
  expect(numbers.every((outTradeNo) => saved().orders[outTradeNo])).toBe(true);
  expect(readdirSync(join(folder, 'deep'))).toEqual(['state.json']);
});

test('orders, refunds, prepay numbers and the balance survive a restart', async () => {
  const before = await start();
  const { body } = await before.prepay('RESTART-1');
  await before.buy('RESTART-2');
  await before.refund('RESTART-2', 'R-RESTART-2');
  const balance = before.simulator.control.readSettings().balanceFen;
  await running.splice(0)[0]?.close();
  const { control } = (await start()).simulator;
  expect(control.readSettings().balanceFen).toBe(balance);
  expect(control.findPayment('RESTART-2').tradeState).toBe('REFUND');
  expect(control.listRefunds().map(({ outRefundNo }) => outRefundNo)).toContain('R-RESTART-2');
  const payParams = before.payParams(String(body.prepay_id));
  expect((await control.pay({ payParams, openid: 'buyer-1', notify: 'none' })).errMsg).toBe('requestPayment:ok');
});

test('frozen money, transfers, the statement and altered bills survive a restart', async () => {
  const before = await start();
  const { appId } = credentials;
  await before.buy('RESTART-4', { settle_info: { profit_sharing: true } });
  const { control } = before.simulator;
  const keeper = { type: 'PERSONAL_OPENID', account: 'keeper-1' };
  await before.call('POST', '/v3/profitsharing/receivers/add', { appid: appId, ...keeper, relation_type: 'STAFF' });
  const report = { info_type: '岗位类型', info_content: '团长' };
  await before.call('POST', '/v3/fund-app/mch-transfer/transfer-bills', {
    appid: appId,
    out_bill_no: 'RESTART4',
    transfer_scene_id: '1005',
    openid: 'keeper-1',
    transfer_amount: 30,
    transfer_remark: '佣金',
    notify_url: receiver.url,
    transfer_scene_report_infos: [report],
  });
  await control.bills.alter('2026-01-05', { change: 'omit', number: 'RESTART-4' });
  const flow = control.listFundFlow();
  expect(flow.map(({ voucherNo }) => voucherNo)).toEqual(expect.arrayContaining(['RESTART-4', 'RESTART4']));
  await running.splice(0)[0]?.close();
  const after = await start();
  expect(after.simulator.control.listFundFlow()).toEqual(flow);
  expect(after.simulator.control.listTransfers()).toMatchObject([
    { outBillNo: 'RESTART4', status: 'WAIT_USER_CONFIRM' },
  ]);
  expect(after.simulator.control.bills.list('2026-01-05')).toHaveLength(1);
  expect(after.simulator.control.findPayment('RESTART-4')).toMatchObject({ frozenFen: 1880, isProfitSharing: true });
});

test('a notification that was not acknowledged goes on after a restart', async () => {
  receiver.answers.push(500);
  const before = await start(stateFile, 0.1);
  const { notificationId } = await before.buy('RESTART-3', { notify_url: receiver.url }, 'normal');
  await receiver.waitFor(1);
  await before.simulator.control.deliveriesSettled();
  await running.splice(0)[0]?.close();
  const { control } = (await start()).simulator;
  await receiver.waitFor(2);
  await control.deliveriesSettled();
  const notification = control.listNotifications().find(({ id }) => id === notificationId);
  expect(notification).toMatchObject({ status: 'delivered', retriesUsed: 1 });
  expect(new Set(receiver.received.map(({ envelope }) => envelope.id))).toEqual(new Set([notificationId]));
});

test('a damaged state file is named in the error', async () => {
  const damaged = join(folder, 'damaged.json');
  writeFileSync(damaged, '{"version":1,"orders":');
  await expect(start(damaged)).rejects.toThrow(/damaged\.json/);
});
