import type { Core } from '@strapi/strapi';
import type { PaymentStatus } from '../../../domain/payment/types';
import { WechatPayError } from '../../../gateways/wechat-pay/port';
import { resolve } from '../../../platform/container';
import { toIso } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import type { PaymentRow } from '../store/payment-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.find-payment': FindPayment;
  }
}

export interface FindPayment {
  /**
   * The state of an order's payment; an open one is asked for at WeChat, at most once in two seconds an order.
   * @throws Refusal NotFoundError for an order that is not the user's
   */
  (request: { userId: number; orderNo: string }): Promise<{
    status: PaymentStatus | null;
    paidAt: string | null;
    transactionId: string | null;
  }>;
}

const ASK_AGAIN_SECONDS = 2;

export default ({ strapi }: { strapi: Core.Strapi }): FindPayment =>
  async ({ userId, orderNo }) => {
    const payment = await latestPayment(strapi, userId, orderNo);
    const isOpen = payment?.state === 'prepaid' || payment?.state === 'created';
    if (!payment || !isOpen) return shape(payment);
    await ask(strapi, payment);
    return shape(await latestPayment(strapi, userId, orderNo));
  };

/** The payment that counts: the successful one, else the newest; null when none was opened yet. */
async function latestPayment(strapi: Core.Strapi, userId: number, orderNo: string): Promise<PaymentRow | null> {
  const rows = (await strapi.db
    .connection('orders as o')
    .leftJoin('payments as p', 'p.order_id', 'o.id')
    .where({ 'o.order_no': orderNo, 'o.user_id': userId })
    .orderBy('p.id', 'desc')
    .select('p.*')) as (PaymentRow | (Omit<PaymentRow, 'id'> & { id: null }))[];
  if (rows.length === 0) throw new Refusal('NotFoundError', { orderNo });
  const payments = rows.filter((row): row is PaymentRow => row.id !== null);
  return payments.find(({ state }) => state === 'succeeded') ?? payments[0] ?? null;
}

async function ask(strapi: Core.Strapi, payment: PaymentRow): Promise<void> {
  const { limiter } = resolve(strapi, 'mallard.state');
  const { isAllowed } = await limiter.take(`ask:${payment.out_trade_no}`, {
    limit: 1,
    windowSeconds: ASK_AGAIN_SECONDS,
  });
  if (!isAllowed) return;
  try {
    await getService(strapi, 'api::payment.query-payment')(payment);
  } catch (error) {
    // Unreachable WeChat changes nothing about what we know; the sweep asks again.
    if (!(error instanceof WechatPayError)) throw error;
  }
}

const shape = (payment: PaymentRow | null) => ({
  status: payment?.state ?? null,
  paidAt: toIso(payment?.paid_at),
  transactionId: payment?.transaction_id ?? null,
});
