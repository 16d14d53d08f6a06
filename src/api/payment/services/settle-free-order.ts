import type { Core } from '@strapi/strapi';
import { ZERO_FEN } from '../../../domain/shared/fen';
import { createNumber } from '../../../platform/database/numbers';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import { appendEvent } from '../../../platform/events/outbox';
import { getService, type Services } from '../../../platform/get-service';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.settle-free-order': SettleFreeOrder;
  }
}

type Order = Parameters<Services['api::order.advance-paid-order']>[1]['order'];

export interface SettleFreeOrder {
  /**
   * Pays an order that costs no money in the transaction that places it, by a payment of nothing that WeChat never hears of: there
   * is no moment at which the order waits for somebody.
   */
  (trx: Trx, request: { order: Order; openid: string; at: Date }): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): SettleFreeOrder =>
  async (trx, { order, openid, at }) => {
    if (order.pay_amount !== 0) throw new Error(`order ${order.order_no} is not free`);
    const outTradeNo = createNumber('P', at);
    const { shopName } = await getService(strapi, 'api::operations.shop-settings').read(trx);
    await trx('payments').insert({
      ...newRow(at),
      order_id: order.id,
      order_no: order.order_no,
      out_trade_no: outTradeNo,
      amount: 0,
      state: 'succeeded',
      method: 'zero',
      payer_openid: openid,
      description: `${shopName} 订单${order.order_no}`,
      paid_at: at,
      refunding_amount: 0,
      refunded_amount: 0,
      shares_profit: false,
      query_attempts: 0,
    });
    await appendEvent(strapi, trx, {
      name: 'payment.succeeded',
      aggregateId: outTradeNo,
      payload: { orderNo: order.order_no, outTradeNo, amount: 0, userId: order.user_id },
      at,
    });
    await getService(strapi, 'api::order.advance-paid-order')(trx, {
      order,
      paidAmount: ZERO_FEN,
      paidAt: at,
      actorType: 'system',
      at,
    });
  };
