import { beginCall, noteCall } from './call-log.js';
import { callOnce } from './call-once.js';
import { Failure } from './failure.js';

const LOOKS = 8;
const LOOK_MS = 400;

let address = null;

/** Where the simulator listens is known to the server only. */
function simulatorUrl() {
  address ??= callOnce('GET', '/sandbox').then(
    ({ data }) => data.simulatorUrl,
    (failure) => {
      address = null;
      throw failure.status === 404 ? new Failure('当前连接的是真实微信，演示页只在沙箱模式下可用') : failure;
    },
  );
  return address;
}

async function control(method, path, body) {
  const url = await simulatorUrl();
  const finish = beginCall({ target: 'wechat', method, path: `/_control${path}`, request: body });
  const init = body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  const answer = await fetch(`${url}/_control${path}`, { method, ...init }).catch(() => null);
  const result = await answer?.json().catch(() => null);
  finish({ status: answer?.status ?? 0, response: result });
  if (!answer) throw new Failure('连接不上微信模拟器，请确认演示仍在运行');
  if (!answer.ok) throw new Failure(`微信模拟器拒绝了请求：${result?.error ?? answer.status}`);
  return result;
}

const shown = new Map();

/** Shows deliveries of WeChat to the shop in the drawer too; the page learns of them only through the simulator. */
function noteDeliveries(id, attempts) {
  shown.set(id, (shown.get(id) ?? 0) + attempts.length);
  for (const { at, httpStatus, durationMs } of attempts) {
    const path = '/api/v1/wechat/pay/notify';
    noteCall({ target: 'notify', method: 'POST', path, at: new Date(at), status: httpStatus ?? 0, durationMs });
  }
}

/** What the phone's WeChat does in real life. */
export const simulator = {
  /** `wx.login` */
  login: async (openid) => (await control('POST', '/login-codes', { openid })).code,
  /** `wx.requestPayment`, confirmed by the user. @throws Failure when WeChat refuses */
  async pay(payParams, openid) {
    const { timeStamp, nonceStr, package: prepay, signType, paySign } = payParams;
    const params = { timeStamp, nonceStr, package: prepay, signType, paySign };
    const outcome = await control('POST', '/pay', { payParams: params, openid });
    if (outcome.errMsg.endsWith(':ok')) return outcome;
    throw new Failure(outcome.reason ?? '微信支付没有成功');
  },
  /** A notification once it was delivered; as it is when that takes longer than the visitor should wait. */
  async notification(id) {
    let found = null;
    for (let look = 0; look < LOOKS; look += 1) {
      found = (await control('GET', '/notifications')).find((entry) => entry.id === id) ?? null;
      if (!found || found.attempts.length > 0) break;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    noteDeliveries(id, found?.attempts.slice(shown.get(id) ?? 0) ?? []);
    return found;
  },
  /** Signs and sends a notification again; returns one attempt for each delivery. */
  async resend(id, times) {
    const attempts = await control('POST', `/notifications/${id}/resend`, { times, parallel: true });
    noteDeliveries(id, attempts);
    return attempts;
  },
};
