import type { Core } from '@strapi/strapi';
import { isEverythingBack } from '../../../domain/after-sale/is-everything-back';
import { shareOfEarned, shareOfMoney, shareOfUnits } from '../../../domain/after-sale/share-of-units';
import { nextOrderStatus } from '../../../domain/order/order-states';
import { fen } from '../../../domain/shared/fen';
import type { Trx } from '../../../platform/database/in-transaction';
import { unwrap } from '../../../platform/errors/unwrap';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { type AfterSaleRow, type CaseItem, itemsOfCase, lockCase } from '../store/after-sale-rows';
import { writeLog } from '../store/order-log';
import { itemsOf, type OrderItemRow, type OrderRow } from '../store/order-rows';
import type { StockChanges } from '../store/stock-changes';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.settle-after-sale': SettleAfterSale;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'order.refunded': {
      orderNo: string;
      userId: number;
      afterSaleNo: string;
      amount: number;
      isComplete: boolean;
      /** What can be sold again. */
      stockChanges: StockChanges;
    };
  }
}

export interface SettledCase {
  /** Locked in this transaction, and read after it was locked. */
  order: OrderRow;
  afterSaleNo: string;
  at: Date;
}

export interface SettleAfterSale {
  /**
   * The money of a case is back with the buyer: in the refund's transaction the order, its points, growth and stock follow, each
   * by exactly the share that was stored with the line. Told again about the same case, it does nothing.
   */
  (trx: Trx, settled: SettledCase): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): SettleAfterSale =>
  async (trx, { order, afterSaleNo, at }) => {
    const known = (await trx('after_sales').where({ after_sale_no: afterSaleNo }).first('id')) as { id: number };
    const row = await lockCase(trx, known.id);
    if (row.refunded_at !== null) return;
    await trx('after_sales').where({ id: row.id }).update({ refunded_at: at, updated_at: at });
    const lines = await itemsOf(trx, [order.id]);
    const settlement: Settlement = { order, row, items: itemsOfCase(row), lines, at };
    await countOnLines(trx, settlement);
    const isComplete = await countOnOrder(trx, settlement);
    await takeGrowthBack(strapi, trx, settlement);
    await reversePoints(strapi, trx, settlement);
    const stockChanges = await returnStock(strapi, trx, { ...settlement, isComplete });
    const { order_no: orderNo, user_id: userId } = order;
    await appendEvent(strapi, trx, {
      name: 'order.refunded',
      aggregateId: orderNo,
      payload: { orderNo, userId, afterSaleNo, amount: row.amount, isComplete, stockChanges },
      at,
    });
  };

interface Settlement {
  order: OrderRow;
  row: AfterSaleRow;
  items: CaseItem[];
  /** As they were before this refund. */
  lines: OrderItemRow[];
  at: Date;
}

async function countOnLines(trx: Trx, settlement: Settlement): Promise<void> {
  const { items, at } = settlement;
  for (const item of items) {
    const reclaimed = earnedWith(item, lineOf(settlement, item));
    await trx('order_items')
      .where({ id: item.lineId })
      .update({
        refunded_quantity: trx.raw('refunded_quantity + ?', [item.quantity]),
        refunded_amount: trx.raw('refunded_amount + ?', [item.amount]),
        points_reclaimed: trx.raw('points_reclaimed + ?', [reclaimed]),
        updated_at: at,
      });
  }
}

/** @returns whether the order is over with this refund */
async function countOnOrder(trx: Trx, { order, row, items, lines, at }: Settlement): Promise<boolean> {
  const isBack = isEverythingBack({
    paidAmount: order.paid_amount,
    refundedAmount: order.refunded_amount + row.amount,
    lines: lines.map((line) => ({
      quantity: line.quantity,
      refundedQuantity: line.refunded_quantity + (items.find(({ lineId }) => lineId === line.id)?.quantity ?? 0),
    })),
  });
  // A case about what cost nothing may come after the money is all back.
  const isComplete = isBack && order.state !== 'refunded';
  const state = isComplete ? unwrap(nextOrderStatus(order.state, 'refund_all')) : order.state;
  await trx('orders')
    .where({ id: order.id })
    .update({ state, refunded_amount: trx.raw('refunded_amount + ?', [row.amount]), updated_at: at });
  await writeLog(trx, {
    order,
    event: isComplete ? 'refund_all' : 'refund_part',
    from: order.state,
    to: state,
    actorType: 'wechat',
    note: row.after_sale_no,
    at,
  });
  return isComplete;
}

/** Growth goes with the goods; the member's row is locked before the points account. */
async function takeGrowthBack(strapi: Core.Strapi, trx: Trx, { order, row, lines, at }: Settlement): Promise<void> {
  const left =
    lines.length === 0
      ? order.paid_amount - order.refunded_amount
      : lines.reduce((sum, line) => sum + line.paid_amount - line.refunded_amount, 0);
  await getService(strapi, 'api::member.take-growth-back')(trx, {
    userId: order.user_id,
    orderNo: order.order_no,
    operationNo: row.after_sale_no,
    amount: fen(row.amount - row.freight_amount),
    left: fen(left),
    at,
  });
}

/** Used points come back before earned ones are taken, so that they can pay for these instead of leaving a debt. */
async function reversePoints(strapi: Core.Strapi, trx: Trx, settlement: Settlement): Promise<void> {
  const { order, row, at } = settlement;
  const reversal = { userId: order.user_id, orderNo: order.order_no, operationNo: row.after_sale_no, at };
  await getService(strapi, 'api::points.return-points')(trx, { ...reversal, points: usedPointsOf(settlement) });
  await getService(strapi, 'api::points.claw-back-points')(trx, { ...reversal, points: earnedPointsOf(settlement) });
}

function lineOf({ lines }: Settlement, { lineId }: CaseItem): OrderItemRow {
  const line = lines.find(({ id }) => id === lineId);
  if (!line) throw new Error('a returned line is not of its order');
  return line;
}

function usedPointsOf(settlement: Settlement): number {
  const { order, items, lines } = settlement;
  if (lines.length === 0) return shareOfOrder(settlement, order.points_used);
  return items.reduce((sum, item) => {
    const line = lineOf(settlement, item);
    const share = shareOfUnits({
      total: line.points_used,
      quantity: line.quantity,
      before: line.refunded_quantity,
      units: item.quantity,
      amount: item.amount,
      share: item.share,
    });
    return sum + share;
  }, 0);
}

function earnedPointsOf(settlement: Settlement): number {
  const { order, items, lines } = settlement;
  if (lines.length === 0) return shareOfOrder(settlement, order.points_earned);
  return items.reduce((sum, item) => sum + earnedWith(item, lineOf(settlement, item)), 0);
}

const shareOfOrder = ({ order, row }: Settlement, total: number): number =>
  shareOfMoney({ total, paid: order.paid_amount, before: order.refunded_amount, amount: row.amount });

const earnedWith = (item: CaseItem, line: OrderItemRow): number =>
  shareOfEarned({
    earned: line.points_earned,
    reclaimed: line.points_reclaimed,
    moneyLeft: line.paid_amount - line.refunded_amount,
    unitsLeft: line.quantity - line.refunded_quantity,
    amount: item.amount,
    units: item.quantity,
  });

/**
 * Goods that never left and goods that came back can be sold again; what the buyer keeps cannot. With the last money, what cost
 * nothing and has not left stays too: nobody sends it any more. The buyer of a completed order holds everything.
 */
async function returnStock(
  strapi: Core.Strapi,
  trx: Trx,
  settlement: Settlement & { isComplete: boolean },
): Promise<StockChanges> {
  const { order, row, items, lines, isComplete, at } = settlement;
  const ofCase = items.map((item) => ({
    skuId: lineOf(settlement, item).sku_id,
    quantity: row.type === 'return_refund' ? item.quantity : item.unshipped,
  }));
  const rest = isComplete && order.state !== 'completed' ? lines.map(restOfLine) : [];
  const back = [...ofCase, ...rest].filter(({ quantity }) => quantity > 0);
  if (back.length === 0) return [];
  return getService(strapi, 'api::catalog.return-stock').returnStock(trx, {
    operationNo: row.after_sale_no,
    orderNo: order.order_no,
    lines: back,
    at,
  });
}

const restOfLine = (line: OrderItemRow) => ({
  skuId: line.sku_id,
  quantity: line.quantity - line.shipped_quantity - line.cancelled_quantity,
});
