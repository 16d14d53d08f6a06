import { at, buyerOf, DAY, givePoints, isHandedOver, type Model, type OrderModel, type PaymentModel } from './model';
import { unitsLeft } from './model';

const AUTO_COMPLETE_MS = 7 * DAY;

/** What was reserved is sold, points are gone and earned, in one step. */
export function payOrder(model: Model, order: OrderModel): void {
  const account = buyerOf(model, order);
  account.frozen -= order.pointsUsed;
  for (const line of order.lines) {
    const sku = at(model.skus, line.sku);
    sku.reserved -= line.quantity;
    sku.sold += line.quantity;
  }
  givePoints(account, order.pointsEarned);
  const isOver = order.mode === 'scan' || order.mode === 'none';
  order.status = isOver ? 'completed' : 'awaiting_fulfilment';
  order.completedAt = isOver ? model.at : null;
}

/** Never paid: everything it held is free again. */
export function closeOrder(model: Model, order: OrderModel): void {
  const account = buyerOf(model, order);
  account.frozen -= order.pointsUsed;
  givePoints(account, order.pointsUsed);
  for (const line of order.lines) {
    const sku = at(model.skus, line.sku);
    sku.reserved -= line.quantity;
    sku.available += line.quantity;
  }
  order.status = 'closed';
}

/** The shop hears of money: it pays an order that waits for it, and goes back otherwise (domain.md 5). */
export function learnOfPayment(model: Model, order: OrderModel, payment: PaymentModel): void {
  if (payment.isKnown) return;
  payment.isKnown = true;
  payment.isOpenHere = false;
  if (order.status !== 'pending_payment') return;
  payOrder(model, order);
  order.paidAt = model.at;
}

/** Learns of money that WeChat has of an open payment, as the question before closing does. */
export function learnFromWechat(model: Model, order: OrderModel): void {
  for (const payment of order.payments) if (payment.isPaid && payment.isOpenHere) learnOfPayment(model, order, payment);
}

/** Its time is over: WeChat is asked, and whatever is not paid there is closed there and here. */
export function expireOrder(model: Model, order: OrderModel): void {
  const isPaid = order.payments.some((payment) => payment.isPaid && payment.isOpenHere);
  if (isPaid) learnFromWechat(model, order);
  else closeOrder(model, order);
  for (const payment of order.payments) payment.isOpenHere = false;
}

export function completeOrder(model: Model, order: OrderModel): void {
  order.status = 'completed';
  order.completedAt = model.at;
}

/** Long enough since the last parcel, nothing missing, nobody waiting for an answer. */
export const mayComplete = (model: Model, order: OrderModel): boolean =>
  order.status === 'shipped' &&
  isHandedOver(order) &&
  !order.cases.some(({ status }) => ['pending', 'awaiting_return', 'returned'].includes(status)) &&
  order.lastParcelAt !== null &&
  model.at >= order.lastParcelAt + AUTO_COMPLETE_MS;

/** Hands units over: those named, or all that are left. */
export function handOver(model: Model, order: OrderModel, items?: { line: number; quantity: number }[]): void {
  const units = items ?? order.lines.map((line, index) => ({ line: index, quantity: unitsLeft(line) }));
  for (const { line, quantity } of units) at(order.lines, line).shipped += quantity;
  order.lastParcelAt = model.at;
}
