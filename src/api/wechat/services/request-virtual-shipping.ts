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
  merchant_name: string | null;
  out_trade_no: string;
  transaction_id: string;
  payer_openid: string;
}

export default ({ strapi }: { strapi: Core.Strapi }): RequestVirtualShipping =>
  async (orderNo) => {
    const order = await findCompleted(strapi, orderNo);
    if (!order) return false;
    const itemDesc = await describeGoods(strapi, order);
    await inTransaction(strapi, (trx) =>
      getService(strapi, 'api::wechat.request-shipping-upload')(trx, {
        orderNo,
        paymentOutTradeNo: order.out_trade_no,
        transactionId: order.transaction_id,
        openid: order.payer_openid,
        logisticsType: 'virtual',
        parcels: [{ itemDesc }],
        isAllDelivered: true,
        at: now(strapi),
      }),
    );
    return true;
  };

/** The order with the payment that completed it; a surplus payment is paid later and goes back. */
async function findCompleted(strapi: Core.Strapi, orderNo: string): Promise<CompletedOrder | undefined> {
  return (
    strapi.db
      .connection('orders as o')
      .join('payments as p', 'p.order_id', 'o.id')
      .leftJoin('merchants as m', 'm.id', 'o.merchant_id')
      .leftJoin('shipping_uploads as u', 'u.out_trade_no', 'p.out_trade_no')
      .where({ 'o.order_no': orderNo, 'o.state': 'completed', 'p.state': 'succeeded', 'p.method': 'wechat' })
      // Whatever somebody handed over was requested by whoever did so, maybe before the event of its payment came here.
      .whereNull('u.id')
      .whereNull('o.shipped_at')
      .whereNotNull('p.transaction_id')
      .orderBy([{ column: 'p.paid_at' }, { column: 'p.id' }])
      .first(
        'o.id',
        'o.type',
        'm.name as merchant_name',
        'p.out_trade_no',
        'p.transaction_id',
        'p.payer_openid',
      ) as Promise<CompletedOrder | undefined>
  );
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
