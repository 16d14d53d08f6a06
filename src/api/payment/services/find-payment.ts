import type { Core } from '@strapi/strapi';
import type { OrderStatus } from '../../../domain/order/types';
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
   * The state of an order's payment; an open one is asked for at WeChat, at most once in two seconds an order. As long as nobody
   * has started to pay, it is what the order says.
   * @throws Refusal NotFoundError for an order that is not the user's
   */
  (request: { userId: number; orderNo: string }): Promise<{
    status: PaymentStatus;
    paidAt: string | null;
    transactionId: string | null;
  }>;
}

const ASK_AGAIN_SECONDS = 2;

export default ({ strapi }: { strapi: Core.Strapi }): FindPayment =>
  async ({ userId, orderNo }) => {
    const found = await findLatest(strapi, userId, orderNo);
    const { payment } = found;
    const isOpen = payment?.state === 'prepaid' || payment?.state === 'created';
    if (!payment || !isOpen) return shape(found);
    await ask(strapi, payment);
    return shape(await findLatest(strapi, userId, orderNo));
  };

interface Found {
  orderStatus: OrderStatus;
  /** The payment that counts: the successful one, else the newest; null when none was opened yet. */
  payment: PaymentRow | null;
}

type JoinedRow = { order_state: OrderStatus } & (PaymentRow | (Omit<PaymentRow, 'id'> & { id: null }));

async function findLatest(strapi: Core.Strapi, userId: number, orderNo: string): Promise<Found> {
  const rows = (await strapi.db
    .connection('orders as o')
    .leftJoin('payments as p', 'p.order_id', 'o.id')
    .where({ 'o.order_no': orderNo, 'o.user_id': userId })
    .orderBy('p.id', 'desc')
    .select('p.*', 'o.state as order_state')) as JoinedRow[];
  const [first] = rows;
  if (!first) throw new Refusal('NotFoundError', { orderNo });
  const payments = rows.filter((row): row is JoinedRow & PaymentRow => row.id !== null);
  const payment = payments.find(({ state }) => state === 'succeeded') ?? payments[0] ?? null;
  return { orderStatus: first.order_state, payment };
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

/** No order leaves these two states without a payment. */
const UNPAID: Partial<Record<OrderStatus, PaymentStatus>> = { pending_payment: 'created', closed: 'closed' };

const shape = ({ orderStatus, payment }: Found) => ({
  status: payment?.state ?? UNPAID[orderStatus] ?? 'succeeded',
  paidAt: toIso(payment?.paid_at),
  transactionId: payment?.transaction_id ?? null,
});
