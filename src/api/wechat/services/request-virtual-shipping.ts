import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';

declare module '../../../platform/get-service' {
  interface Services {
    'api::wechat.request-virtual-shipping': RequestVirtualShipping;
  }
}

export interface RequestVirtualShipping {
  /**
   * An order that its payment completed (virtual goods, scan-to-pay) is shipped in WeChat's eyes as well, as virtual goods: without
   * that its money stays frozen. Orders that wait for something, and orders WeChat was not paid for, are left alone.
   * @returns whether the order is one of those
   */
  (orderNo: string): Promise<boolean>;
}

interface CompletedOrder {
  id: number;
  type: string;
  state: string;
  shipped_at: unknown;
  merchant_name: string | null;
}

interface Payment {
  out_trade_no: string;
  transaction_id: string;
  payer_openid: string;
}

export default ({ strapi }: { strapi: Core.Strapi }): RequestVirtualShipping =>
  async (orderNo) => {
    const order = await findCompleted(strapi, orderNo);
    const payment = order && (await findUnshippedPayment(strapi, order.id));
    if (!payment) return false;
    const itemDesc = await describeGoods(strapi, order);
    await inTransaction(strapi, (trx) =>
      getService(strapi, 'api::wechat.request-shipping-upload')(trx, {
        orderNo,
        paymentOutTradeNo: payment.out_trade_no,
        transactionId: payment.transaction_id,
        openid: payment.payer_openid,
        logisticsType: 'virtual',
        parcels: [{ itemDesc }],
        isAllDelivered: true,
        at: now(strapi),
      }),
    );
    return true;
  };

/** Asked for every paid order, and most wait for something: so the order is looked at alone first. */
async function findCompleted(strapi: Core.Strapi, orderNo: string): Promise<CompletedOrder | null> {
  const order = (await strapi.db
    .connection('orders as o')
    .leftJoin('merchants as m', 'm.id', 'o.merchant_id')
    .where('o.order_no', orderNo)
    .first('o.id', 'o.type', 'o.state', 'o.shipped_at', 'm.name as merchant_name')) as CompletedOrder | undefined;
  // Whatever somebody handed over was requested by whoever did so, maybe before the event of its payment came here.
  return order?.state === 'completed' && order.shipped_at === null ? order : null;
}

/** The payment that completed the order; a surplus payment is paid later and goes back. */
async function findUnshippedPayment(strapi: Core.Strapi, orderId: number): Promise<Payment | undefined> {
  return strapi.db
    .connection('payments as p')
    .leftJoin('shipping_uploads as u', 'u.out_trade_no', 'p.out_trade_no')
    .where({ 'p.order_id': orderId, 'p.state': 'succeeded', 'p.method': 'wechat' })
    .whereNull('u.id')
    .whereNotNull('p.transaction_id')
    .orderBy([{ column: 'p.paid_at' }, { column: 'p.id' }])
    .first('p.out_trade_no', 'p.transaction_id', 'p.payer_openid') as Promise<Payment | undefined>;
}

async function describeGoods(strapi: Core.Strapi, order: CompletedOrder): Promise<string> {
  if (order.type === 'scan') return `扫码付款 ${order.merchant_name ?? ''}`.trim();
  const items = (await strapi.db
    .connection('order_items')
    .where({ order_id: order.id })
    .orderBy('line_no')
    .select('name', 'quantity')) as { name: string; quantity: number }[];
  return items.map(({ name, quantity }) => `${name}×${quantity}`).join('；');
}
