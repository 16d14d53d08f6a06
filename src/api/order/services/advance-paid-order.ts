import type { Core } from '@strapi/strapi';
import { nextOrderStatus } from '../../../domain/order/order-states';
import { kindByDelivery, paymentEventOf } from '../../../domain/order/state-after-payment';
import type { ProductKind } from '../../../domain/order/types';
import { fen, type Fen } from '../../../domain/shared/fen';
import { randomInt } from 'node:crypto';
import type { Trx } from '../../../platform/database/in-transaction';
import { together } from '../../../platform/database/together';
import { unwrap } from '../../../platform/errors/unwrap';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { lockBuyer } from '../store/buyer';
import { writeLog } from '../store/order-log';
import { type OrderRow, productIdOf } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.advance-paid-order': AdvancePaidOrder;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'order.paid': { orderNo: string; userId: number; payAmount: number; merchantId: number | null };
  }
}

export interface PaidOrder {
  /** Locked in this transaction, and read after it was locked. */
  order: OrderRow;
  paidAmount: Fen;
  paidAt: Date;
  actorType: 'wechat' | 'system';
  at: Date;
}

export interface AdvancePaidOrder {
  /** Inside the payment's transaction, with the order locked: state, points, stock and events move together. */
  (trx: Trx, paid: PaidOrder): Promise<void>;
}

interface PaidItem {
  id: number;
  sku_id: number;
  /** Null for goods of the points mall. */
  product_id: number | null;
  product_document_id: string;
  quantity: number;
  paid_amount: number;
  kind: ProductKind | null;
}

export default ({ strapi }: { strapi: Core.Strapi }): AdvancePaidOrder =>
  async (trx, paid) => {
    const { order } = paid;
    const items = (await trx('order_items as i')
      .leftJoin('products as p', 'p.id', 'i.product_id')
      .where('i.order_id', order.id)
      .orderBy('i.line_no')
      .select('i.id', 'i.sku_id', 'i.product_id', 'i.product_document_id', 'i.quantity', 'i.paid_amount')
      .select('p.kind')) as PaidItem[];
    const productKinds = items.map(({ kind }) => kind ?? kindByDelivery(order.delivery_mode));
    const event = paymentEventOf({ type: order.type, productKinds });
    const state = unwrap(nextOrderStatus(order.state, event));
    if (event === 'pay_and_complete') await lockBuyer(trx, order.user_id);
    if (order.points_used > 0)
      await getService(strapi, 'api::points.capture-points')(trx, {
        userId: order.user_id,
        orderNo: order.order_no,
        at: paid.at,
      });
    const { points: earned, pointsByLine } = await awardFor(strapi, trx, { order, items, paid });
    const { actorType, at } = paid;
    const { order_no: orderNo } = order;
    const written = [
      rememberEarned(trx, items, pointsByLine),
      trx('orders')
        .where({ id: order.id })
        .update({
          ...(event === 'pay_and_complete' ? {} : { state }),
          paid_amount: paid.paidAmount,
          paid_at: paid.paidAt,
          points_earned: earned,
          pickup_code: order.delivery_mode === 'pickup' ? createPickupCode() : null,
          updated_at: at,
        }),
      announce(strapi, trx, paid),
    ];
    const captureStock = () => getService(strapi, 'api::catalog.capture-stock').captureStock(trx, { orderNo, at });
    if (event === 'pay_and_complete') {
      await together(written);
      const settled = { ...order, paid_amount: paid.paidAmount, points_earned: earned };
      await getService(strapi, 'api::order.complete-order')(trx, { order: settled, event, actorType, at });
      await captureStock();
    } else {
      const log = writeLog(trx, { order, event, from: order.state, to: state, actorType, at });
      await together([...written, log, captureStock()]);
    }
  };

interface Award {
  order: OrderRow;
  items: PaidItem[];
  paid: PaidOrder;
}

/** Points come in the payment's own transaction. */
async function awardFor(
  strapi: Core.Strapi,
  trx: Trx,
  { order, items, paid }: Award,
): Promise<{ points: number; pointsByLine: number[] }> {
  // Only money earns; without any, the counters that limit awards need not be locked.
  if (paid.paidAmount === 0) return { points: 0, pointsByLine: [] };
  return getService(strapi, 'api::points.award-points')(trx, {
    userId: order.user_id,
    scene: 'payment',
    key: `payment:${order.order_no}`,
    description: order.type === 'scan' ? '扫码支付奖励' : '购物奖励',
    at: paid.at,
    paidAmount: paid.paidAmount,
    freightAmount: fen(order.freight_amount),
    merchantId: order.merchant_id,
    lines: items.map((item) => ({ productId: productIdOf(item), paidAmount: fen(item.paid_amount) })),
    orderNo: order.order_no,
  });
}

/** Each line remembers its share, so that a refund takes back exactly that. */
async function rememberEarned(trx: Trx, items: readonly PaidItem[], pointsByLine: readonly number[]): Promise<void> {
  const shares = items.map(({ id }, index) => ({ id, points: pointsByLine[index] ?? 0 }));
  const earning = shares.filter(({ points }) => points > 0);
  if (earning.length === 0) return;
  const cases = earning.map(() => 'when ? then cast(? as integer)').join(' ');
  const bindings = earning.flatMap(({ id, points }) => [id, points]);
  await trx('order_items')
    .whereIn(
      'id',
      earning.map(({ id }) => id),
    )
    .update({ points_earned: trx.raw(`case id ${cases} end`, bindings) });
}

async function announce(strapi: Core.Strapi, trx: Trx, { order, at }: PaidOrder): Promise<void> {
  const { order_no: orderNo, user_id: userId, merchant_id: merchantId, pay_amount: payAmount } = order;
  await appendEvent(strapi, trx, {
    name: 'order.paid',
    aggregateId: orderNo,
    payload: { orderNo, userId, payAmount, merchantId },
    at,
  });
}

/** Eight digits; unique among orders that wait to be picked up, by a database index. */
const createPickupCode = (): string => String(randomInt(10_000_000, 100_000_000));
