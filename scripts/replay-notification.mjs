import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { demoNote } from './lib/paths.mjs';
import { bold, green, main, red, say, Stop } from './lib/terminal.mjs';

/**
 * Sends a payment notification again, signed and encrypted anew as WeChat does, and shows that nothing changes.
 * `node scripts/replay-notification.mjs [times] [orderNo]`; without an order number the payer's newest order is shown.
 */
await main(async () => {
  const [times = '3', orderNo] = process.argv.slice(2);
  const count = Number(times);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw new Stop('用法：node scripts/replay-notification.mjs [次数 1–1000] [订单号]');
  }
  const { url, simulatorUrl } = readDemo();
  const notification = await newestPayment(simulatorUrl);
  const openid = notification.content.payer?.openid;
  const shop = await signIn(url, openid);
  const before = await readState(shop, orderNo);
  say(`支付单 ${notification.content.out_trade_no}，付款人 ${openid}`);
  say(`重放前  ${describe(before)}`);
  const attempts = await call(`${simulatorUrl}/_control/notifications/${notification.id}/resend`, { times: count });
  say(`已重放 ${attempts.length} 次，应答 ${attempts.map(({ httpStatus }) => httpStatus ?? '无').join(' ')}`);
  const after = await readState(shop, orderNo);
  say(`重放后  ${describe(after)}`);
  const isSame = describe(before) === describe(after);
  say(isSame ? green(bold('✓ 重复的通知没有改变任何东西')) : red(bold('✗ 状态发生了变化')));
  if (!isSame) process.exitCode = 1;
});

function readDemo() {
  if (!existsSync(demoNote)) throw new Stop('没有正在运行的演示，请先在另一个终端执行 npm run demo。');
  return JSON.parse(readFileSync(demoNote, 'utf8'));
}

async function newestPayment(simulatorUrl) {
  const notifications = await call(`${simulatorUrl}/_control/notifications`);
  const payments = notifications.filter(({ originalType }) => originalType === 'transaction');
  const newest = payments.sort((a, b) => b.createdAt - a.createdAt)[0];
  if (!newest) throw new Stop('还没有支付通知，请先在演示商城下单并付款。');
  return newest;
}

/** The simulated platform accepts any code of this form once, and stands for that user. */
async function signIn(url, openid) {
  const answer = await call(`${url}/api/v1/auth/wechat/login`, { code: `${openid}#replay-${randomUUID()}` });
  const headers = { Authorization: `Bearer ${answer.data.accessToken}` };
  return async (path) => (await call(`${url}/api/v1${path}`, undefined, headers)).data;
}

async function readState(shop, orderNo) {
  const [points, newest] = await Promise.all([shop('/me/points'), shop('/orders?limit=1')]);
  const order = orderNo ? await shop(`/orders/${orderNo}`) : newest[0];
  return { points, order };
}

function describe({ points, order }) {
  const account = `积分：可用 ${points.available}，累计 ${points.total}`;
  if (!order) return `${account}；没有订单`;
  return `${account}；订单 ${order.orderNo}：${order.status}，实付 ${((order.paidAmount ?? 0) / 100).toFixed(2)} 元`;
}

async function call(url, body, headers = {}) {
  const answer = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { ...headers, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  }).catch(() => {
    throw new Stop(`${new URL(url).origin} 没有应答，演示还在运行吗？`);
  });
  const result = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Stop(`${url} 应答 ${answer.status}：${result.message ?? result.error ?? ''}`);
  return result;
}
