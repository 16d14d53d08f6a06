import { application } from '../api';
import { answerOf } from './caller';
import { settleCase } from './after-sale-rules';
import { caseOf, type Model } from './model';
import { learnOfPayment } from './order-rules';
import { database, skuIds, userIds, type World } from './world';

/** An order as HTTP shows it. */
export interface ShownOrder {
  orderNo: string;
  status: string;
  paidAmount: number;
  refundedAmount: number;
  pointsEarned: number;
  items: {
    skuId: string;
    quantity: number;
    paidAmount: number;
    pointsUsed: number;
    pointsEarned: number;
    refundedQuantity: number;
    refundedAmount: number;
  }[];
  afterSales: { afterSaleNo: string; status: string; amount: number; refund: { status: string } | null }[];
}

export interface RefundFact {
  out_refund_no: string;
  document_id: string;
  payment_id: number;
  order_no: string;
  after_sale_no: string | null;
  state: string;
  amount: number;
  finished_by: string | null;
  /** WeChat's own word on it; null when it was never sent. */
  atWechat: string | null;
}

export interface Facts {
  orders: ShownOrder[];
  stock: { available: number; reserved: number; sold: number }[];
  points: { available: number; frozen: number; debt: number }[];
  refunds: RefundFact[];
  /** Cases whose money has come back since the last look, in the order in which the books say so. */
  settlements: { id: number; afterSaleNo: string }[];
}

const OVER = ['closed', 'refunded'];

/** Looks at everything the model has an opinion about. */
export async function observe(world: World, touched: string[] | 'all'): Promise<Facts> {
  const living = world.model.orders.filter(({ status }) => !OVER.includes(status));
  const orderNos = touched === 'all' ? living.map(({ orderNo }) => orderNo) : touched;
  return {
    settlements: await settlementsOf(world),
    refunds: await refundsOf(world),
    orders: await Promise.all(orderNos.map((orderNo) => shownOrder(world, orderNo))),
    stock: await stockOf(world),
    points: await pointsOf(world),
  };
}

export async function shownOrder(world: World, orderNo: string): Promise<ShownOrder> {
  const buyer = world.model.orders.find((order) => order.orderNo === orderNo)?.buyer;
  const owners = buyer === undefined ? world.buyers : world.buyers.slice(buyer, buyer + 1);
  for (const owner of owners) {
    const answer = await answerOf(world.caller.as(owner).get(`/orders/${orderNo}`));
    if (answer.isOk) return answer.data as unknown as ShownOrder;
  }
  throw new Error(`nobody sees order ${orderNo}`);
}

async function settlementsOf(world: World): Promise<Facts['settlements']> {
  const rows = (await database()('order_logs as l')
    .join('orders as o', 'o.id', 'l.order_id')
    .whereIn('o.user_id', userIds(world))
    .whereIn('l.event', ['refund_all', 'refund_part'])
    .andWhere('l.id', '>', world.lastLogId)
    .orderBy('l.id')
    .select('l.id', 'l.note')) as { id: number; note: string }[];
  return rows.map(({ id, note }) => ({ id, afterSaleNo: note }));
}

export async function refundsOf(world: World): Promise<RefundFact[]> {
  const rows = (await database()('refunds as r')
    .join('orders as o', 'o.id', 'r.order_id')
    .whereIn('o.user_id', userIds(world))
    .orderBy('r.id')
    .select('r.*')) as RefundFact[];
  if (rows.length === 0) return [];
  const wanted = new Set(rows.map((row) => row.out_refund_no));
  const known = application().wechat.control.listRefunds();
  const words = new Map(
    known.filter(({ outRefundNo }) => wanted.has(outRefundNo)).map((r) => [r.outRefundNo, r.status]),
  );
  return rows.map((row) => ({ ...row, atWechat: words.get(row.out_refund_no) ?? null }));
}

async function stockOf(world: World): Promise<Facts['stock']> {
  const rows = (await database()('inventories')
    .whereIn('sku_id', skuIds(world))
    .select('sku_id', 'available', 'reserved', 'sold')) as ({ sku_id: number } & Facts['stock'][number])[];
  return skuIds(world).map((id) => {
    const row = rows.find(({ sku_id: sku }) => sku === id);
    return { available: row?.available ?? 0, reserved: row?.reserved ?? 0, sold: row?.sold ?? 0 };
  });
}

async function pointsOf(world: World): Promise<Facts['points']> {
  const rows = (await database()('points_accounts')
    .whereIn('user_id', userIds(world))
    .select('user_id', 'available', 'frozen', 'debt')) as ({ user_id: number } & Facts['points'][number])[];
  return userIds(world).map((id) => {
    const row = rows.find(({ user_id: user }) => user === id);
    return { available: row?.available ?? 0, frozen: row?.frozen ?? 0, debt: row?.debt ?? 0 };
  });
}

/** Lets the model learn what only WeChat decides when the shop hears of: payments and refunds. Returns what it cannot believe. */
export function absorb(model: Model, facts: Facts): string[] {
  const complaints: string[] = [];
  for (const shown of facts.orders) {
    const order = model.orders.find(({ orderNo }) => orderNo === shown.orderNo);
    if (order?.status === 'pending_payment' && shown.paidAmount > 0) {
      const paid = order.payments.find(({ isPaid, isKnown }) => isPaid && !isKnown);
      if (paid) learnOfPayment(model, order, paid);
    }
  }
  for (const { afterSaleNo } of facts.settlements) {
    const known = model.orders.some(({ cases }) => cases.some((found) => found.afterSaleNo === afterSaleNo));
    if (!known) {
      complaints.push(`case ${afterSaleNo} is settled and unknown`);
      continue;
    }
    const { order, found } = caseOf(model, afterSaleNo);
    const paid = facts.refunds.find((refund) => refund.after_sale_no === afterSaleNo && isPaidOut(refund));
    if (found.amount > 0 && !paid) complaints.push(`case ${afterSaleNo} is settled and its money is not back`);
    settleCase(model, order, found);
  }
  for (const refund of facts.refunds) {
    const isBooked = refund.state === 'succeeded';
    if (isBooked && !isPaidOut(refund))
      complaints.push(`refund ${refund.out_refund_no} is booked and WeChat says ${refund.atWechat}`);
  }
  return complaints;
}

export const isPaidOut = (refund: RefundFact): boolean => refund.atWechat === 'SUCCESS' || refund.finished_by !== null;
