import type { Core } from '@strapi/strapi';
import { nextOrderStatus } from '../../../domain/order/order-states';
import type { OrderEvent } from '../../../domain/order/types';
import { addFen, fen, type Fen, subtractFen, sumFen, ZERO_FEN } from '../../../domain/shared/fen';
import type { Trx } from '../../../platform/database/in-transaction';
import { unwrap } from '../../../platform/errors/unwrap';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { type LogEntry, writeLog } from '../store/order-log';
import { itemsOf, type OrderItemRow, type OrderRow, productIdOf } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.complete-order': CompleteOrder;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'order.completed': { orderNo: string; userId: number };
  }
}

export interface Completion {
  /** Locked in this transaction, and read after it was locked. */
  order: OrderRow;
  event: Extract<OrderEvent, 'pay_and_complete' | 'receive' | 'auto_complete' | 'verify_pickup'>;
  actorType: LogEntry['actorType'];
  actor?: string;
  at: Date;
}

export interface CompleteOrder {
  /**
   * The one way in which an order is completed, inside the transaction of the deed that completes it: state, growth, points,
   * log and event move together. Growth and points are given for what was paid and not refunded, freight excluded.
   * @throws Refusal OrderStateError when the order cannot be completed by this event
   */
  (trx: Trx, completion: Completion): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): CompleteOrder =>
  async (trx, { order, event, actorType, actor, at }) => {
    const state = unwrap(nextOrderStatus(order.state, event));
    const items = order.type === 'scan' ? [] : await itemsOf(trx, [order.id]);
    const kept = items.map((item) => subtractFen(fen(item.paid_amount), fen(item.refunded_amount)));
    const paidAmount = items.length > 0 ? sumFen(kept) : keptOf(order);
    const { order_no: orderNo, user_id: userId } = order;
    // Growth locks the user, and the user's row is locked before the points account everywhere.
    const growth = await getService(strapi, 'api::member.earn-growth')(trx, { userId, orderNo, paidAmount, at });
    const points = await award(strapi, trx, { order, items, kept, paidAmount, at });
    await trx('orders')
      .where({ id: order.id })
      .update({
        state,
        completed_at: at,
        complete_due_at: null,
        points_earned: order.points_earned + points,
        growth_earned: growth,
        updated_at: at,
      });
    const by = actor === undefined ? {} : { actor };
    await writeLog(trx, { order, event, from: order.state, to: state, actorType, ...by, at });
    await appendEvent(strapi, trx, {
      name: 'order.completed',
      aggregateId: orderNo,
      payload: { orderNo, userId },
      at,
    });
  };

/** What an order without lines has brought in, freight excluded. */
const keptOf = (order: OrderRow): Fen =>
  subtractFen(fen(order.paid_amount), addFen(fen(order.refunded_amount), fen(order.freight_amount)));

interface Award {
  order: OrderRow;
  items: OrderItemRow[];
  /** Fen, parallel to the items. */
  kept: Fen[];
  paidAmount: Fen;
  at: Date;
}

/** Each line remembers its share, so that a refund takes back exactly that. */
async function award(strapi: Core.Strapi, trx: Trx, { order, items, kept, paidAmount, at }: Award): Promise<number> {
  if (paidAmount <= 0) return 0;
  const outcome = await getService(strapi, 'api::points.award-points')(trx, {
    userId: order.user_id,
    scene: 'order_completed',
    key: `order_completed:${order.order_no}`,
    description: '订单完成奖励',
    at,
    paidAmount,
    freightAmount: ZERO_FEN,
    merchantId: order.merchant_id,
    lines: items.map((item, index) => ({ productId: productIdOf(item), paidAmount: kept[index] ?? ZERO_FEN })),
    orderNo: order.order_no,
  });
  for (const [index, item] of items.entries()) {
    const points = outcome.pointsByLine[index] ?? 0;
    if (points > 0)
      await trx('order_items')
        .where({ id: item.id })
        .update({ points_earned: item.points_earned + points });
  }
  return outcome.points;
}
