import type { Core } from '@strapi/strapi';
import type { PayParams } from '../../../gateways/wechat-pay/port';
import { nextQueryAt } from '../../../domain/payment/query-backoff';
import { createNumber } from '../../../platform/database/numbers';
import { environmentOf, now, resolve } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { newRow, type StoredInstant, toDate, toDateOrNull } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { toGatewayRefusal } from '../store/gateway-refusal';
import { findOpenPayment, type PaymentRow } from '../store/payment-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.pay-order': PayOrder;
  }
}

export type PayAnswer = { payParams: PayParams } | { paid: true };

export interface PayRequest {
  userId: number;
  openid: string;
  orderNo: string;
  clientIp: string;
  device: string | null;
  /** The call was made before under the same key: risk is judged only if it came to no payment then. */
  isRepetition?: boolean;
}

export interface PayOrder {
  /**
   * Opens the payment of an order, or returns fresh client parameters for the open one: never a second charge. An order that costs
   * nothing is paid at once, and stays so when asked again.
   * @throws Refusal NotFoundError, OrderStateError, OrderExpiredError, PaymentGatewayError, RiskBlockedError, RiskVerifyError
   */
  (request: PayRequest): Promise<PayAnswer>;
}

interface PayableOrder {
  id: number;
  order_no: string;
  state: string;
  pay_amount: number;
  expires_at: StoredInstant;
  paid_at: StoredInstant;
  client_ip: string | null;
  merchant_id: number | null;
}

interface OpenedPayment {
  payment: PaymentRow;
  expiresAt: Date;
  clientIp: string | undefined;
}

interface Opening {
  userId: number;
  openid: string;
  orderNo: string;
}

/** A prepay is good for two hours; a margin keeps the user from starting with one that ends in his hands. */
const PREPAY_MINUTES = 110;

export default ({ strapi }: { strapi: Core.Strapi }): PayOrder =>
  async ({ userId, openid, orderNo, isRepetition = false, ...caller }) => {
    if (!isRepetition || !(await hasPayment(strapi, { userId, orderNo })))
      await getService(strapi, 'api::payment.assess-risk')({ stage: 'paying', userId, orderNo, ...caller });
    const opened = await inTransaction(strapi, (trx) => openPayment(strapi, trx, { userId, openid, orderNo }));
    if (!opened) return { paid: true };
    const { payment, expiresAt, clientIp } = opened;
    if (payment.method === 'zero') {
      await getService(strapi, 'api::payment.confirm-zero-payment')({ outTradeNo: payment.out_trade_no });
      return { paid: true };
    }
    const gateway = resolve(strapi, 'mallard.wechat-pay');
    const reusableUntil = toDateOrNull(payment.prepay_expires_at);
    if (payment.prepay_id && reusableUntil && reusableUntil > now(strapi))
      return { payParams: gateway.payParams(payment.prepay_id) };
    const prepayId = await prepay(strapi, payment, { expiresAt, clientIp });
    if (!(await keepPrepay(strapi, payment, prepayId))) await refuseOvertaken(strapi, payment);
    return { payParams: gateway.payParams(prepayId) };
  };

/** Payments are opened only after risk has been judged. */
async function hasPayment(strapi: Core.Strapi, order: { userId: number; orderNo: string }): Promise<boolean> {
  const payment: unknown = await strapi.db
    .connection('payments as p')
    .join('orders as o', 'o.id', 'p.order_id')
    .where({ 'o.order_no': order.orderNo, 'o.user_id': order.userId })
    .first('p.id');
  return payment !== undefined;
}

/**
 * The intent is written before WeChat hears of it, so that whatever happens there finds its payment here.
 * @returns null for an order that cost nothing and is paid already, as a redemption is from the start
 */
async function openPayment(
  strapi: Core.Strapi,
  trx: Trx,
  { userId, openid, orderNo }: Opening,
): Promise<OpenedPayment | null> {
  const at = now(strapi);
  const order = (await trx('orders').where({ order_no: orderNo, user_id: userId }).forUpdate().first()) as
    PayableOrder | undefined;
  if (!order) throw new Refusal('NotFoundError', { orderNo });
  if (isPaidForNothing(order)) return null;
  if (order.state !== 'pending_payment') throw new Refusal('OrderStateError', { status: order.state });
  const expiresAt = toDate(order.expires_at);
  if (expiresAt <= at) throw new Refusal('OrderExpiredError', { expiresAt: expiresAt.toISOString() });
  const open = await findOpenPayment(trx, order.id);
  // WeChat refuses a repetition with other words or another address, so both are those of the order.
  const clientIp = order.client_ip ?? undefined;
  if (open) return { payment: open, expiresAt, clientIp };
  const terms = order.merchant_id
    ? await getService(strapi, 'api::merchant.find-profit-receiver')(trx, order.merchant_id)
    : null;
  const { shopName } = await getService(strapi, 'api::operations.shop-settings').read(trx);
  const rows = (await trx('payments')
    .insert({
      ...newRow(at),
      order_id: order.id,
      order_no: order.order_no,
      out_trade_no: createNumber('P', at),
      amount: order.pay_amount,
      state: 'created',
      method: order.pay_amount === 0 ? 'zero' : 'wechat',
      payer_openid: openid,
      description: `${shopName} 订单${order.order_no}`,
      refunding_amount: 0,
      refunded_amount: 0,
      // Fixed here, because WeChat wants every repetition of the prepay to say the same.
      shares_profit: Boolean(terms?.sharesProfit && terms.receiver) && order.pay_amount > 0,
      commission_bps: terms?.commissionBps ?? null,
      query_attempts: 0,
      next_query_at: nextQueryAt(at, 0),
    })
    .returning('*')) as PaymentRow[];
  const [payment] = rows;
  if (!payment) throw new Error('a payment was not written');
  return { payment, expiresAt, clientIp };
}

const isPaidForNothing = ({ state, pay_amount: payAmount, paid_at: paidAt }: PayableOrder): boolean =>
  payAmount === 0 && paidAt !== null && state !== 'refunded';

async function prepay(
  strapi: Core.Strapi,
  payment: PaymentRow,
  { expiresAt, clientIp }: { expiresAt: Date; clientIp: string | undefined },
): Promise<string> {
  try {
    const { prepayId } = await resolve(strapi, 'mallard.wechat-pay').prepay({
      outTradeNo: payment.out_trade_no,
      description: payment.description,
      amountFen: payment.amount,
      payerOpenid: payment.payer_openid,
      expiresAt,
      notifyUrl: `${environmentOf(strapi).PUBLIC_URL}${strapi.config.get<string>('api.rest.prefix')}/wechat/pay/notify`,
      ...(clientIp ? { clientIp } : {}),
      ...(payment.shares_profit ? { isProfitSharing: true } : {}),
    });
    return prepayId;
  } catch (error) {
    throw toGatewayRefusal(error);
  }
}

/** False when the payment was ended while WeChat was opening it. */
async function keepPrepay(strapi: Core.Strapi, payment: PaymentRow, prepayId: string): Promise<boolean> {
  const at = now(strapi);
  const kept = await strapi.db
    .connection('payments')
    .where({ id: payment.id })
    .whereIn('state', ['created', 'prepaid'])
    .update({
      state: 'prepaid',
      prepay_id: prepayId,
      prepay_expires_at: new Date(at.getTime() + PREPAY_MINUTES * 60_000),
      updated_at: at,
    });
  return kept > 0;
}

/** The order was closed in between: nobody may pay this prepay, so it is closed at WeChat too. The sweep asks once more later. */
async function refuseOvertaken(strapi: Core.Strapi, payment: PaymentRow): Promise<never> {
  await resolve(strapi, 'mallard.wechat-pay')
    .closePayment(payment.out_trade_no)
    .catch((error: unknown) =>
      strapi.log.warn('an overtaken prepay is still open at WeChat', { error: String(error) }),
    );
  throw new Refusal('OrderStateError', { status: 'closed' });
}
