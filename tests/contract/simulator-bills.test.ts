import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import {
  createSandboxCredentials,
  type RunningSimulator,
  startWechatSimulator,
} from '../../src/gateways/wechat-simulator';
import { DAY, HOUR, MINUTE, TestClock } from './support/simulator-clock';
import { TestMerchant } from './support/simulator-merchant';
import { readVectors, textOf } from './support/simulator-vectors';

const credentials = createSandboxCredentials();
// 16:00 on 5 March 2026 in Beijing.
const clock = new TestClock();
let simulator: RunningSimulator;
let merchant: TestMerchant;

beforeAll(async () => {
  simulator = await startWechatSimulator({ credentials, now: clock.now, settings: { feeBps: 60 } });
  merchant = new TestMerchant(simulator, credentials, clock.nowMs);
});

afterAll(() => simulator.close());

// Every test has a day of its own and begins at 16:00 in Beijing.
beforeEach(() => {
  clock.advance(2 * DAY - ((clock.nowMs() - 8 * HOUR) % DAY));
});

const today = () => new Date(clock.nowMs() + 8 * HOUR).toISOString().slice(0, 10);
const ask = (path: string) => merchant.call('GET', path);
const tradeBill = (day: string, more = '&bill_type=ALL') => ask(`/v3/bill/tradebill?bill_date=${day}${more}`);

/** Downloads what was offered and compares the announced hash. */
async function download(offer: Record<string, unknown>): Promise<string> {
  const target = String(offer.download_url).replace('https://api.mch.weixin.qq.com', '');
  const Authorization = merchant.authorization('GET', target, '', {});
  const response = await fetch(simulator.url + target, {
    headers: { Authorization, Accept: '*/*', 'User-Agent': 'test-merchant/1' },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('wechatpay-signature')).toBeNull();
  const sent = Buffer.from(await response.arrayBuffer());
  const plain = target.includes('tartype=gzip') ? gunzipSync(sent) : sent;
  expect(createHash('sha1').update(plain).digest('hex')).toBe(offer.hash_value);
  return plain.toString('utf8');
}

/** The lines of a bill by column title, and its summary, read as the published example is read. */
function parse(text: string) {
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(text.endsWith('\r\n')).toBe(true);
  const lines = text.slice(1, -2).split('\r\n');
  const cells = (line: string) => line.slice(1).split(',`');
  const titles = (lines[0] ?? '').split(',');
  const row = (names: string[], line: string) => Object.fromEntries(cells(line).map((cell, at) => [names[at], cell]));
  const details = lines.slice(1, -2);
  expect(details.every((line) => line.startsWith('`') && cells(line).length === titles.length)).toBe(true);
  return {
    titles,
    rows: details.map((line) => row(titles, line)),
    summary: row((lines.at(-2) ?? '').split(','), lines.at(-1) ?? ''),
  };
}

async function bill(path: string) {
  const offer = await ask(path);
  expect(offer.status).toBe(200);
  return parse(await download(offer.body));
}

async function tradeDay(name: string): Promise<string> {
  const day = today();
  await merchant.buy(`${name}-1`, { description: '鸭绒枕头,两只\n白', attach: 'shop-1' });
  await merchant.buy(`${name}-2`, { amount: { total: 5000, currency: 'CNY' } });
  clock.advance(MINUTE);
  await merchant.refund(`${name}-1`, `R-${name}`, { reason: '缺货' });
  clock.advance(MINUTE);
  await ask(`/v3/refund/domestic/refunds/R-${name}`);
  await merchant.prepay(`${name}-UNPAID`);
  clock.advance(DAY);
  return day;
}

test('a trade bill has the columns, marks and sums of the published one', async () => {
  const day = await tradeDay('BILL-A');
  const published = parse(textOf(readVectors('bill-csv')[0] as never, 'content'));
  const { titles, rows, summary } = await bill(`/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`);
  expect(titles).toEqual(published.titles);
  expect(Object.keys(summary)).toEqual(Object.keys(published.summary));
  expect(rows).toHaveLength(3);
  expect(rows[0]).toMatchObject({
    交易时间: `${day} 16:00:00`,
    公众账号ID: credentials.appId,
    商户号: credentials.mchId,
    商户订单号: 'BILL-A-1',
    用户标识: 'buyer-1',
    交易状态: 'SUCCESS',
    应结订单金额: '18.80',
    微信退款单号: '0',
    商户退款单号: '0',
    退款金额: '0.00',
    退款状态: '',
    商品名称: '鸭绒枕头,两只 白',
    商户数据包: 'shop-1',
    手续费: '0.11000',
    费率: '0.60%',
    订单金额: '18.80',
  });
  expect(rows[2]).toMatchObject({
    商户订单号: 'BILL-A-1',
    交易状态: 'REFUND',
    应结订单金额: '0.00',
    商户退款单号: 'R-BILL-A',
    退款金额: '8.80',
    退款类型: 'ORIGINAL',
    退款状态: 'SUCCESS',
    手续费: '-0.05000',
    订单金额: '0.00',
    申请退款金额: '8.80',
  });
  expect(summary).toEqual({
    总交易单数: '3.0',
    应结订单总金额: '68.8',
    退款总金额: '8.8',
    充值券退款总金额: '0.0',
    手续费总金额: '0.36',
    订单总金额: '68.8',
    申请退款总金额: '8.8',
  });
});

test('the bills of payments alone and of refunds alone differ in their columns', async () => {
  const day = await tradeDay('BILL-B');
  const payments = await bill(`/v3/bill/tradebill?bill_date=${day}&bill_type=SUCCESS`);
  expect(payments.rows.map((row) => row.商户订单号)).toEqual(['BILL-B-1', 'BILL-B-2']);
  expect(payments.titles).not.toContain('商户退款单号');
  const refunds = await bill(`/v3/bill/tradebill?bill_date=${day}&bill_type=REFUND`);
  expect(refunds.rows).toHaveLength(1);
  expect(refunds.titles.slice(14, 17)).toEqual(['退款申请时间', '退款成功时间', '微信退款单号']);
});

test('a fund-flow bill holds every movement of the account and its balance', async () => {
  const before = simulator.control.readSettings().balanceFen;
  const day = await tradeDay('BILL-C');
  const { titles, rows, summary } = await bill(`/v3/bill/fundflowbill?bill_date=${day}&tar_type=GZIP`);
  expect(titles).toHaveLength(11);
  expect(rows.map((row) => [row.业务类型, row.收支类型, row['收支金额(元)'], row.业务凭证号])).toEqual([
    ['交易', '收入', '18.80', 'BILL-C-1'],
    ['扣除交易手续费', '支出', '0.11', 'BILL-C-1'],
    ['交易', '收入', '50.00', 'BILL-C-2'],
    ['扣除交易手续费', '支出', '0.30', 'BILL-C-2'],
    ['退还交易手续费', '收入', '0.05', 'R-BILL-C'],
    ['退款', '支出', '8.80', 'R-BILL-C'],
  ]);
  expect(rows[5]).toMatchObject({ 业务名称: '退款', 资金变更提交申请人: 'system', 备注: '缺货' });
  const balance = before + 1880 - 11 + 5000 - 30 + 5 - 880;
  expect(simulator.control.readSettings().balanceFen).toBe(balance);
  expect(rows[5]?.['账户结余(元)']).toBe(
    `${String(Math.floor(balance / 100))}.${String(balance % 100).padStart(2, '0')}`,
  );
  expect(summary).toEqual({
    资金流水总笔数: '6.0',
    收入笔数: '3.0',
    收入金额: '68.85',
    支出笔数: '3.0',
    支出金额: '9.21',
  });
});

test('a refund stands on the day it was asked for, with the state of the next morning', async () => {
  await simulator.control.changeSettings({ refundSettleSeconds: null });
  await merchant.buy('BILL-D');
  clock.advance(DAY);
  const day = today();
  await merchant.refund('BILL-D', 'R-BILL-D');
  clock.advance(2 * DAY);
  await simulator.control.settleRefund('R-BILL-D', { status: 'SUCCESS' });
  await simulator.control.changeSettings({ refundSettleSeconds: 2 });
  const { rows } = await bill(`/v3/bill/tradebill?bill_date=${day}`);
  expect(rows.map((row) => [row.商户退款单号, row.退款状态])).toEqual([['R-BILL-D', 'PROCESSING']]);
});

test('bills are out at ten on the next morning, and a day without trade has none', async () => {
  const day = today();
  await merchant.buy('BILL-E');
  const midnight = 8 * HOUR;
  clock.advance(midnight + 9 * HOUR - MINUTE);
  expect((await tradeBill(day)).body).toMatchObject({ code: 'NO_STATEMENT_EXIST' });
  clock.advance(MINUTE);
  expect((await tradeBill(day)).body).toMatchObject({ code: 'STATEMENT_CREATING' });
  clock.advance(HOUR);
  expect((await tradeBill(day)).status).toBe(200);
  clock.advance(DAY);
  const empty = await tradeBill(new Date(Date.parse(day) + DAY).toISOString().slice(0, 10));
  expect([empty.status, empty.body.code]).toEqual([400, 'NO_STATEMENT_EXIST']);
  const fees = await ask(`/v3/bill/fundflowbill?bill_date=${day}&account_type=FEES`);
  expect(fees.body.code).toBe('NO_STATEMENT_EXIST');
  const old = await tradeBill('2025-01-01');
  expect(old.body.code).toBe('INVALID_REQUEST');
});

test('for a demonstration the bills of today can be had at once', async () => {
  await merchant.buy('BILL-F');
  await simulator.control.changeSettings({ billsReadyAtOnce: true });
  const { rows } = await bill(`/v3/bill/tradebill?bill_date=${today()}`);
  await simulator.control.changeSettings({ billsReadyAtOnce: false });
  expect(rows.map((row) => row.商户订单号)).toEqual(['BILL-F']);
});

test.each([
  'bill_date=2026-02-30',
  'bill_date=20260301',
  'bill_date=2026-03-01&bill_type=NONE',
  'bill_date=2026-03-01&x=1',
])('%s is refused', async (query) => {
  const reply = await ask(`/v3/bill/tradebill?${query}`);
  expect([reply.status, reply.body.code]).toEqual([400, 'PARAM_ERROR']);
});

test('a download link works for five minutes and for signed requests only', async () => {
  const day = await tradeDay('BILL-G');
  const { body } = await tradeBill(day);
  const target = String(body.download_url).replace('https://api.mch.weixin.qq.com', '');
  expect((await merchant.call('GET', target, undefined, { signedBody: 'other' })).status).toBe(401);
  clock.advance(5 * MINUTE + 1);
  expect((await ask(target)).status).toBe(400);
});

test('bills lie as they are told to, and the books do not', async () => {
  const day = await tradeDay('BILL-H');
  const { bills } = simulator.control;
  await bills.alter(day, { change: 'omit', number: 'BILL-H-1' });
  await bills.alter(day, { change: 'amount', number: 'BILL-H-2', amountFen: 4999 });
  await bills.alter(day, { change: 'amount', number: 'R-BILL-H', amountFen: 1, bill: 'trade' });
  await bills.alter(day, { change: 'status', number: 'R-BILL-H', status: 'CLOSED' });
  await bills.alter(day, { change: 'add', kind: 'payment', outTradeNo: 'FOREIGN-1', amountFen: 700 });
  const refund = { kind: 'refund', outTradeNo: 'FOREIGN-1', outRefundNo: 'R-FOREIGN', amountFen: 200 } as const;
  await bills.alter(day, { change: 'add', bill: 'trade', ...refund });
  const trade = await bill(`/v3/bill/tradebill?bill_date=${day}`);
  expect(trade.rows.map((row) => [row.商户订单号, row.订单金额, row.退款金额, row.退款状态])).toEqual([
    ['BILL-H-2', '49.99', '0.00', ''],
    ['BILL-H-1', '0.00', '0.01', 'CLOSED'],
    ['FOREIGN-1', '7.00', '0.00', ''],
    ['FOREIGN-1', '0.00', '2.00', 'SUCCESS'],
  ]);
  expect(trade.summary).toMatchObject({ 总交易单数: '4.0', 订单总金额: '56.99', 退款总金额: '2.01' });
  const flow = await bill(`/v3/bill/fundflowbill?bill_date=${day}`);
  expect(flow.rows.map((row) => [row.业务类型, row['收支金额(元)'], row.业务凭证号])).toEqual([
    ['交易', '49.99', 'BILL-H-2'],
    ['扣除交易手续费', '0.30', 'BILL-H-2'],
    ['退还交易手续费', '0.05', 'R-BILL-H'],
    ['退款', '8.80', 'R-BILL-H'],
    ['交易', '7.00', 'FOREIGN-1'],
  ]);
  expect(simulator.control.findPayment('BILL-H-2').totalFen).toBe(5000);
  await bills.restore(day);
  expect((await bill(`/v3/bill/tradebill?bill_date=${day}`)).rows).toHaveLength(3);
});

test('the control API alters the bills of a day', async () => {
  const url = `${simulator.url}/_control/bills/2026-01-05/alterations`;
  const post = (body: unknown, to = url) => fetch(to, { method: 'POST', body: JSON.stringify(body) });
  expect((await post({ change: 'omit', number: 'A' })).status).toBe(200);
  expect((await post({ change: 'burn', number: 'A' })).status).toBe(400);
  expect((await post({ change: 'omit', number: 'A' }, url.replace('01-05', '13-05'))).status).toBe(400);
  expect(await (await fetch(url)).json()).toEqual([{ change: 'omit', bill: 'both', number: 'A' }]);
  await fetch(url, { method: 'DELETE' });
  expect(await (await fetch(url)).json()).toEqual([]);
});

test('a made-up day of many payments is written while it is read', async () => {
  const day = today();
  clock.advance(DAY);
  await simulator.control.bills.alter(day, { change: 'synthetic', count: 5000, prefix: 'SYN', amountFen: 150 });
  const { rows, summary } = await bill(`/v3/bill/tradebill?bill_date=${day}&tar_type=GZIP`);
  expect(rows).toHaveLength(5000);
  expect(rows[4999]).toMatchObject({
    商户订单号: 'SYN00004999',
    微信订单号: `4200000000${day.replaceAll('-', '')}0000004999`,
    订单金额: '1.50',
  });
  expect(summary).toMatchObject({ 总交易单数: '5000.0', 订单总金额: '7500.0' });
});
