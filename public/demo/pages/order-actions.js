import { button } from '../parts/button.js';
import { toast } from '../parts/toast.js';
import { payOrder } from '../payment/pay-order.js';
import { api } from '../server/api.js';
import { orderTitle } from './orders.js';

const PAID_AND_HERE = ['awaiting_fulfilment', 'ready_for_pickup'];
const OVER = ['rejected', 'cancelled'];

/** What a buyer can do with an order now, as buttons. */
export function orderActions(order, redraw) {
  const { orderNo, status, payAmount: amount } = order;
  const act = (path, body, done) => async () => {
    await api.post(`/orders/${orderNo}/${path}`, body);
    toast(done, 'good');
    await redraw();
  };
  const line = { kind: 'line' };
  if (status === 'pending_payment')
    return [
      button('取消订单', act('cancel', { reason: '不想要了' }, '订单已取消'), line),
      button('去付款', () => payOrder({ orderNo, amount, payee: orderTitle(order) })),
    ];
  const hasCase = order.afterSales.some((one) => !OVER.includes(one.status));
  if (hasCase) return [];
  if (PAID_AND_HERE.includes(status))
    return [button('申请退款', act('cancel', { reason: '不想要了' }, '已申请，款项将原路退回'), line)];
  const items = order.items.map(({ skuId, quantity, refundedQuantity }) => ({
    skuId,
    quantity: quantity - refundedQuantity,
  }));
  const ask = { type: 'refund_only', reason: '与预期不符', items: items.filter(({ quantity }) => quantity > 0) };
  const afterSale = button('申请售后', act('after-sales', ask, '已提交，等待商家处理'), line);
  if (status === 'shipped') return [afterSale, button('确认收货', act('confirm-receipt', {}, '已确认收货'))];
  return status === 'completed' ? [afterSale] : [];
}
