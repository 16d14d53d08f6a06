import { replace } from '../lib/router.js';
import { api } from '../server/api.js';
import { Failure } from '../server/failure.js';
import { session } from '../server/session.js';
import { simulator } from '../server/simulator.js';
import { openPaySheet } from './pay-sheet.js';
import { keepReceipt } from './receipts.js';

const POLL_MS = 700;
const POLLS = 30;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The phone's word that WeChat took the money proves nothing: the shop has to say that the order is paid. */
async function untilConfirmed(orderNo) {
  // The notification is usually faster than a question; asking at once would only make the shop ask WeChat too.
  await pause(POLL_MS);
  for (let poll = 0; poll < POLLS; poll += 1) {
    const payment = await api.get(`/orders/${orderNo}/payment`);
    if (payment.status === 'succeeded') return payment;
    await pause(POLL_MS);
  }
  throw new Failure('还没有收到微信的支付结果，请稍后在订单里查看');
}

/**
 * Pays an order as a mini-program would: parameters from the shop, confirmation in WeChat, then asking the shop.
 * @param order `payParams` when they are known already
 * @returns whether it was paid; the visitor is on the result page then
 */
export async function payOrder({ orderNo, amount, payee, payParams: known = null }) {
  const { available: pointsBefore } = await api.get('/me/points');
  const opened = known ? { payParams: known } : await api.post(`/orders/${orderNo}/pay`);
  const outcome = opened.paid
    ? { isFree: true }
    : await openPaySheet({ amount, payee }, async (progress) => {
        progress('正在支付…');
        const wechat = await simulator.pay(opened.payParams, session().openid);
        progress('微信已扣款，等待支付通知…');
        await untilConfirmed(orderNo);
        return wechat;
      });
  if (!outcome) return false;
  keepReceipt({ orderNo, amount, payee, pointsBefore, notificationId: outcome.notificationId ?? null });
  replace(`/paid/${orderNo}`);
  return true;
}
