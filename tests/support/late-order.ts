import { application } from './api';
import { as, signIn, type SignedIn } from './members';
import type { MadeSku } from './catalog';
import { outTradeNoOf } from './notifications';
import { makeSku, payInWechat, pickupOrder, placeOrder, startPayment } from './shopping';

export interface LateOrder {
  member: SignedIn;
  sku: MadeSku;
  orderNo: string;
  outTradeNo: string;
}

const PAY_API = '/v3/pay/transactions/out-trade-no/';

/**
 * The user cancels while the shop cannot reach WeChat, so the order stays payable there; then the user pays.
 * @param price fen
 */
export async function payAfterCancelling(price: number, notify: 'normal' | 'none' = 'normal'): Promise<LateOrder> {
  const { control } = application().wechat;
  const member = await signIn();
  const sku = await makeSku({ price, stock: 2 });
  const orderNo = await placeOrder(member, await pickupOrder(sku));
  const payParams = await startPayment(member, orderNo);
  control.addFault({ kind: 'reset-before', match: PAY_API, times: null });
  const answer = await as(member).post(`/orders/${orderNo}/cancel`).send({});
  control.clearFaults();
  expect(answer.status).toBe(200);
  await payInWechat(member, payParams, notify);
  return { member, sku, orderNo, outTradeNo: await outTradeNoOf(orderNo) };
}
