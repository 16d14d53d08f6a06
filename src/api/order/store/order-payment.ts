import type { Knex } from 'knex';

export interface KeptPayment {
  out_trade_no: string;
  transaction_id: string;
  payer_openid: string;
}

/** The payment in WeChat that paid an order; a surplus one comes later and goes back. Undefined when nothing was paid there. */
export async function findKeptPayment(connection: Knex, orderId: number): Promise<KeptPayment | undefined> {
  return connection('payments')
    .where({ order_id: orderId, state: 'succeeded', method: 'wechat' })
    .whereNotNull('transaction_id')
    .orderBy(['paid_at', 'id'])
    .first<KeptPayment | undefined>('out_trade_no', 'transaction_id', 'payer_openid');
}
