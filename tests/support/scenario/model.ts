/**
 * The oracle: what the shop should know and hold, written from domain.md and api.md. It imports nothing of the application.
 * Plain data, so that one step can be tried on a clone and thrown away.
 */
export interface Model {
  /** The application's clock, milliseconds. */
  at: number;
  buyers: PointsModel[];
  skus: SkuModel[];
  orders: OrderModel[];
  /** Order and case numbers by idempotency key. */
  keys: Record<string, string>;
  /** In this explanation money is at WeChat before the shop is told; otherwise both happen at once. */
  isToldLate: boolean;
}

export interface PointsModel {
  available: number;
  frozen: number;
  debt: number;
}

export interface SkuModel {
  documentId: string;
  /** Fen. */
  price: number;
  isVirtual: boolean;
  available: number;
  reserved: number;
  sold: number;
}

export type Mode = 'express' | 'pickup' | 'none' | 'scan';

export interface OrderModel {
  orderNo: string;
  buyer: number;
  mode: Mode;
  /** None for scan orders. */
  lines: LineModel[];
  freight: number;
  payAmount: number;
  pointsUsed: number;
  pointsEarned: number;
  status: string;
  expiresAt: number;
  /** When the shop learnt that it is paid. */
  paidAt: number | null;
  completedAt: number | null;
  lastParcelAt: number | null;
  refunded: number;
  payments: PaymentModel[];
  cases: CaseModel[];
}

export interface LineModel {
  sku: number;
  quantity: number;
  /** Fen for the whole line after points. */
  paid: number;
  pointsUsed: number;
  pointsEarned: number;
  /** Of the points earned, what refunds took back. */
  reclaimed: number;
  /** Units that have left the house. */
  shipped: number;
  /** Units that a standing case keeps in the house. */
  held: number;
  refundedUnits: number;
  refunded: number;
}

export interface PaymentModel {
  outTradeNo: string;
  payParams: unknown;
  /** The money has left the user's account. */
  isPaid: boolean;
  /** The shop has learnt of it. */
  isKnown: boolean;
  /** The shop still waits for it, and asks WeChat before it gives the order up. */
  isOpenHere: boolean;
  /** WeChat's notification that was not sent. */
  heldNotification: string | null;
}

export interface CaseModel {
  afterSaleNo: string;
  type: 'refund_only' | 'return_refund';
  items: { line: number; quantity: number; unshipped: number; share: number; amount: number }[];
  /** Goods and freight. */
  amount: number;
  freight: number;
  status: string;
  dueAt: number | null;
  /** Its money is back. */
  isSettled: boolean;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function orderOf(model: Model, orderNo: string): OrderModel {
  const order = model.orders.find((candidate) => candidate.orderNo === orderNo);
  if (!order) throw new Error(`the model has no order ${orderNo}`);
  return order;
}

export function caseOf(model: Model, afterSaleNo: string): { order: OrderModel; found: CaseModel } {
  for (const order of model.orders) {
    const found = order.cases.find((candidate) => candidate.afterSaleNo === afterSaleNo);
    if (found) return { order, found };
  }
  throw new Error(`the model has no case ${afterSaleNo}`);
}

/** Neither rejected nor cancelled. */
export const isStanding = ({ status }: CaseModel): boolean => status !== 'rejected' && status !== 'cancelled';

/** Somebody still has to do something about it. */
export const isLive = ({ status }: CaseModel): boolean => ['pending', 'awaiting_return', 'returned'].includes(status);

export const unitsLeft = (line: LineModel): number => line.quantity - line.shipped - line.held;

export const isHandedOver = (order: OrderModel): boolean => order.lines.every((line) => unitsLeft(line) === 0);

/** New points pay debt first (domain.md 4: the shortfall is recorded as debt). */
export function givePoints(account: PointsModel, points: number): void {
  const repaid = Math.min(points, account.debt);
  account.debt -= repaid;
  account.available += points - repaid;
}

/** Never below zero silently: what the account does not have becomes debt. */
export function takePoints(account: PointsModel, points: number): void {
  const taken = Math.min(points, account.available);
  account.available -= taken;
  account.debt += points - taken;
}

export const buyerOf = (model: Model, order: OrderModel): PointsModel => at(model.buyers, order.buyer);

export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index}`);
  return item;
}
