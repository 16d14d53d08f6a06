import { sliceOf, splitByWeight, sumOf } from './arithmetic';
import {
  at,
  buyerOf,
  type CaseModel,
  DAY,
  givePoints,
  HOUR,
  isStanding,
  type Model,
  type OrderModel,
  takePoints,
} from './model';

export interface Request {
  type: CaseModel['type'];
  items: { line: number; quantity: number }[];
  amount?: number | undefined;
}

export type Opened = { refused: string[] } | { opened: CaseModel };

const AFTER_SALE_WINDOW = 7 * DAY;
const RETURNABLE = ['awaiting_fulfilment', 'ready_for_pickup', 'shipped', 'completed'];
/** Silence of the shop, of the buyer, and of the shop again, before a case goes on by itself. */
export const SILENCE_HOURS = { pending: 72, awaiting_return: 168, returned: 240 } as const;

const STATE = 'OrderStateError';
const AMOUNT = 'RefundAmountError';

/** A case for some units of an order: their own shares, at most what is left, freight with everything of an untouched order. */
export function openCase(model: Model, order: OrderModel, request: Request): Opened {
  if (!RETURNABLE.includes(order.status)) return { refused: [STATE] };
  const isLate = order.completedAt !== null && model.at > order.completedAt + AFTER_SALE_WINDOW;
  if (order.status === 'completed' && isLate) return { refused: [STATE] };
  const items: CaseModel['items'] = [];
  for (const { line, quantity } of order.lines.length === 0 ? [] : request.items) {
    const item = shareOfUnits(order, { type: request.type, line, quantity });
    if ('refused' in item) return item;
    items.push(item);
  }
  if (order.lines.length > 0 && items.length === 0) return { refused: [AMOUNT] };
  const freight = freightBack(order, items);
  const left = paidFor(order) - sumOf(order.cases.filter(isStanding), ({ amount }) => amount);
  const most = order.lines.length === 0 ? left : Math.min(sumOf(items, ({ share }) => share) + freight, left);
  // Units that cost nothing may go back, and points that paid for everything; what is about none of these is about nothing.
  const isForPoints = order.payAmount === 0 && order.pointsUsed > 0 && !order.cases.some(isStanding);
  if (order.lines.length === 0 && most === 0 && !isForPoints) return { refused: [AMOUNT] };
  const amount = request.amount ?? most;
  if (amount > most) return { refused: [AMOUNT] };
  const parts = splitByWeight(amount, [...items.map(({ share }) => share), freight]);
  const opened: CaseModel = {
    afterSaleNo: '',
    type: request.type,
    items: items.map((item, index) => ({ ...item, amount: at(parts, index) })),
    amount,
    freight: items.length === 0 ? 0 : at(parts, items.length),
    status: 'pending',
    dueAt: model.at + SILENCE_HOURS.pending * HOUR,
    isSettled: false,
  };
  order.cases.push(opened);
  for (const item of opened.items) at(order.lines, item.line).held += item.unshipped;
  const isInTheHouse = items.length > 0 && items.every((item) => item.unshipped === item.quantity);
  if (request.type === 'refund_only' && isInTheHouse) approve(model, order, opened);
  return { opened };
}

export const paidFor = (order: OrderModel): number =>
  ['pending_payment', 'closed'].includes(order.status) ? 0 : order.payAmount;

function shareOfUnits(
  order: OrderModel,
  { type, line: index, quantity }: { type: CaseModel['type']; line: number; quantity: number },
): CaseModel['items'][number] | { refused: string[] } {
  const line = at(order.lines, index);
  const taken = order.cases.filter(isStanding).flatMap(({ items }) => items.filter((item) => item.line === index));
  const left = line.quantity - sumOf(taken, (item) => item.quantity);
  if (quantity > left) return { refused: [AMOUNT] };
  const unshippedTaken = sumOf(taken, (item) => item.unshipped);
  const withBuyer = order.status === 'completed' ? line.quantity - line.held : line.shipped;
  const returnable = withBuyer - (sumOf(taken, (item) => item.quantity) - unshippedTaken);
  if (type === 'return_refund' && quantity > returnable) return { refused: [STATE] };
  const inTheHouse = line.quantity - withBuyer - unshippedTaken;
  const unshipped = type === 'return_refund' ? 0 : Math.min(quantity, inTheHouse);
  const rest = line.paid - sumOf(taken, (item) => item.share);
  const share = quantity === left ? rest : Math.min(rest, Math.floor((line.paid * quantity) / line.quantity));
  return { line: index, quantity, unshipped, share, amount: share };
}

function freightBack(order: OrderModel, items: CaseModel['items']): number {
  const standing = order.cases.filter(isStanding);
  const isTouched = order.status === 'completed' || order.lines.some(({ shipped }) => shipped > 0);
  if (order.lines.length === 0 || isTouched) return 0;
  const all = [...standing.flatMap((earlier) => earlier.items), ...items];
  const isEverything = order.lines.every(
    (line, index) =>
      sumOf(
        all.filter((item) => item.line === index),
        ({ quantity }) => quantity,
      ) === line.quantity,
  );
  return isEverything ? order.freight - sumOf(standing, ({ freight }) => freight) : 0;
}

/** The shop agrees: goods that are with the buyer are asked back first, otherwise the money goes its way. */
export function approve(model: Model, order: OrderModel, found: CaseModel): void {
  const waits = found.type === 'return_refund' && found.status === 'pending';
  found.status = waits ? 'awaiting_return' : 'approved';
  found.dueAt = waits ? model.at + SILENCE_HOURS.awaiting_return * HOUR : null;
  if (found.status === 'approved' && found.amount === 0) settleCase(model, order, found);
}

/** It ends without money: what was kept in the house may be sent again. */
export function endCase(order: OrderModel, found: CaseModel, status: 'rejected' | 'cancelled'): void {
  found.status = status;
  found.dueAt = null;
  for (const item of found.items) at(order.lines, item.line).held -= item.unshipped;
}

/** The money of a case is back: order, lines, points and stock follow by exactly its shares. */
export function settleCase(model: Model, order: OrderModel, found: CaseModel): void {
  if (found.isSettled) return;
  found.isSettled = true;
  const account = buyerOf(model, order);
  const used = usedBack(order, found);
  const earned = reclaimEarned(order, found);
  givePoints(account, used);
  takePoints(account, earned);
  order.refunded += found.amount;
  for (const item of found.items) {
    const line = at(order.lines, item.line);
    line.refundedUnits += item.quantity;
    line.refunded += item.amount;
    const back = found.type === 'return_refund' ? item.quantity : item.unshipped;
    const sku = at(model.skus, line.sku);
    sku.sold -= back;
    sku.available += back;
  }
  const isAllBack = order.lines.length > 0 && order.lines.every((line) => line.refundedUnits === line.quantity);
  const isAllPaidBack = order.refunded === order.payAmount && (order.payAmount > 0 || order.lines.length === 0);
  if (isAllBack || isAllPaidBack) order.status = 'refunded';
}

/** Points used come back in proportion to units; a buyer who was content with less money gets less of them. */
function usedBack(order: OrderModel, found: CaseModel): number {
  if (order.lines.length === 0) return shareOfMoneyBack(order, found, order.pointsUsed);
  return sumOf(found.items, (item) => {
    const line = at(order.lines, item.line);
    const whole = sliceOf(line.pointsUsed, line.quantity, { before: line.refundedUnits, units: item.quantity });
    return item.amount < item.share ? Math.floor((whole * item.amount) / item.share) : whole;
  });
}

/** Points earned go in proportion to the money that was left on each line; the last money takes all that is left of them. */
function reclaimEarned(order: OrderModel, found: CaseModel): number {
  if (order.lines.length === 0) return shareOfMoneyBack(order, found, order.pointsEarned);
  return sumOf(found.items, (item) => {
    const line = at(order.lines, item.line);
    const moneyLeft = line.paid - line.refunded;
    const [part, whole] =
      moneyLeft > 0 ? [item.amount, moneyLeft] : [item.quantity, line.quantity - line.refundedUnits];
    const left = line.pointsEarned - line.reclaimed;
    const points = part >= whole ? left : Math.floor((left * part) / whole);
    line.reclaimed += points;
    return points;
  });
}

const shareOfMoneyBack = (order: OrderModel, found: CaseModel, points: number): number =>
  order.payAmount === 0 ? points : sliceOf(points, order.payAmount, { before: order.refunded, units: found.amount });
