import { at, type Model, type OrderModel } from './model';
import { paidFor } from './after-sale-rules';
import type { Facts, ShownOrder } from './observe';

/** Where what was seen differs from the model, one sentence each. */
export function complaintsAbout(model: Model, facts: Facts): string[] {
  return [
    ...facts.orders.flatMap((shown) => orderComplaints(model, shown)),
    ...facts.stock.flatMap((stock, index) => {
      const { available, reserved, sold } = at(model.skus, index);
      return differ(`stock of SKU ${index}`, stock, { available, reserved, sold });
    }),
    ...facts.points.flatMap((points, index) => differ(`points of buyer ${index}`, points, at(model.buyers, index))),
  ];
}

function orderComplaints(model: Model, shown: ShownOrder): string[] {
  const order = model.orders.find(({ orderNo }) => orderNo === shown.orderNo);
  if (!order) return [`order ${shown.orderNo} is unknown to the model`];
  return differ(`order ${shown.orderNo} (${order.mode})`, viewOf(shown), expected(model, order));
}

const viewOf = (shown: ShownOrder) => ({
  status: shown.status,
  paidAmount: shown.paidAmount,
  refundedAmount: shown.refundedAmount,
  pointsEarned: shown.pointsEarned,
  items: shown.items.map((item) => ({
    skuId: item.skuId,
    quantity: item.quantity,
    paidAmount: item.paidAmount,
    pointsUsed: item.pointsUsed,
    pointsEarned: item.pointsEarned,
    refundedQuantity: item.refundedQuantity,
    refundedAmount: item.refundedAmount,
  })),
  afterSales: sorted(
    shown.afterSales.map((found) => ({
      afterSaleNo: found.afterSaleNo,
      status: found.status,
      amount: found.amount,
      isBack: found.refund?.status === 'succeeded',
    })),
  ),
});

function expected(model: Model, order: OrderModel) {
  const isPaid = !['pending_payment', 'closed'].includes(order.status);
  return {
    status: order.status,
    paidAmount: paidFor(order),
    refundedAmount: order.refunded,
    pointsEarned: isPaid ? order.pointsEarned : 0,
    items: order.lines.map((line) => ({
      skuId: at(model.skus, line.sku).documentId,
      quantity: line.quantity,
      paidAmount: line.paid,
      pointsUsed: line.pointsUsed,
      pointsEarned: isPaid ? line.pointsEarned : 0,
      refundedQuantity: line.refundedUnits,
      refundedAmount: line.refunded,
    })),
    afterSales: sorted(
      order.cases.map(({ afterSaleNo, status, amount, isSettled }) => ({
        afterSaleNo,
        status,
        amount,
        isBack: isSettled,
      })),
    ),
  };
}

const sorted = <Case extends { afterSaleNo: string }>(cases: Case[]): Case[] =>
  [...cases].sort((one, other) => one.afterSaleNo.localeCompare(other.afterSaleNo));

/** Both sides are written with their fields in the same order. */
function differ(what: string, seen: object, wanted: object): string[] {
  const [is, shouldBe] = [JSON.stringify(seen), JSON.stringify(wanted)];
  return is === shouldBe ? [] : [`${what}:\n  ${is} instead of\n  ${shouldBe}`];
}
