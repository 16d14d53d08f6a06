import type { Core } from '@strapi/strapi';
import { afterSaleDueAt } from '../../../domain/after-sale/after-sale-states';
import { afterSaleEndsAt } from '../../../domain/after-sale/after-sale-window';
import { quoteAfterSale } from '../../../domain/after-sale/quote-after-sale';
import type { AfterSaleQuote, RequestedUnits, ReturnableLine, StandingCase } from '../../../domain/after-sale/types';
import type { OrderStatus } from '../../../domain/order/types';
import { fen } from '../../../domain/shared/fen';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { createNumber } from '../../../platform/database/numbers';
import { newRow, toDateOrNull } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { unwrap } from '../../../platform/errors/unwrap';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { findEarlierResult, type IdempotentCall } from '../../../platform/http/idempotency';
import type { OpenAfterSaleBody } from '../after-sale-requests';
import { type AfterSaleRow, type CaseItem, holdUnshipped, standingCases } from '../store/after-sale-rows';
import { deadlinesOf, type Settings } from '../store/move-case';
import { writeLog } from '../store/order-log';
import { findOwnOrder, itemsOf, lockOrder, type OrderItemRow, type OrderRow } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.open-after-sale': OpenAfterSale;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'after_sale.opened': { afterSaleNo: string; orderNo: string; userId: number; merchantId: number | null };
  }
}

export interface OpenAfterSaleRequest {
  userId: number;
  orderNo: string;
  /** `items: 'all'`: everything that is left of the order. */
  body: Omit<OpenAfterSaleBody, 'items'> & { items: OpenAfterSaleBody['items'] | 'all' };
  idempotencyKey: string | null;
  /** Refused unless the order, once it is locked, is in one of these states. */
  onlyIn?: ReadonlySet<OrderStatus>;
  /** Staff who open it for the buyer; they are not bound to the after-sale days. */
  staff?: string;
}

export interface OpenAfterSale {
  /**
   * A buyer asks for money back. What has not left the house is kept from being shipped at once, and its refund needs nobody's
   * consent unless the shop's settings say so.
   * @returns the number of the case
   * @throws Refusal NotFoundError for a foreign order, OrderStateError, RefundAmountError when less is left, 1005 for a reused key
   */
  (request: OpenAfterSaleRequest): Promise<string>;
}

export default ({ strapi }: { strapi: Core.Strapi }): OpenAfterSale =>
  async ({ userId, orderNo, body, idempotencyKey, onlyIn, staff }) => {
    const at = now(strapi);
    const afterSaleNo = createNumber('S', at);
    return inTransaction(strapi, async (trx) => {
      const call: IdempotentCall = {
        scope: 'after-sales',
        userId,
        key: idempotencyKey,
        input: { orderNo, body },
        result: afterSaleNo,
        at,
      };
      const earlier = await findEarlierResult(trx, call);
      if (earlier) return earlier;
      const own = await findOwnOrder(trx, userId, orderNo);
      const order = own && (await lockOrder(trx, own.id));
      if (!order) throw new Refusal('NotFoundError', { orderNo });
      if (onlyIn && !onlyIn.has(order.state)) throw new Refusal('OrderStateError', { status: order.state });
      const settings = await getService(strapi, 'api::operations.shop-settings').read(trx);
      await open(strapi, trx, { order, body, settings, afterSaleNo, staff, at });
      return afterSaleNo;
    });
  };

interface Opening {
  order: OrderRow;
  body: OpenAfterSaleRequest['body'];
  settings: Settings;
  afterSaleNo: string;
  staff: string | undefined;
  at: Date;
}

async function open(strapi: Core.Strapi, trx: Trx, opening: Opening): Promise<void> {
  const { order, body, settings, afterSaleNo, staff, at } = opening;
  if (staff === undefined) assertWindow(order, settings, at);
  const lines = await itemsOf(trx, [order.id]);
  const standing = await standingCases(trx, order.id);
  const quote = unwrap(
    quoteAfterSale({
      type: body.type,
      orderStatus: order.state,
      lines: lines.map((line) => toReturnable(order, line)),
      requested: body.items === 'all' ? unitsLeft(lines, standing) : unitsOf(lines, body.items),
      requestedAmount: body.amount === undefined ? null : fen(body.amount),
      paidAmount: fen(order.paid_amount),
      freightAmount: fen(order.freight_amount),
      pointsUsed: order.points_used,
      standing,
    }),
  );
  const row = await writeCase(trx, { ...opening, quote, lines });
  await writeLog(trx, {
    order,
    event: 'after_sale_opened',
    from: order.state,
    to: order.state,
    ...(staff === undefined ? { actorType: 'user' } : { actorType: 'staff', actor: staff }),
    note: body.reason,
    at,
  });
  const { user_id: userId, merchant_id: merchantId, order_no: orderNo } = order;
  await appendEvent(strapi, trx, {
    name: 'after_sale.opened',
    aggregateId: afterSaleNo,
    payload: { afterSaleNo, orderNo, userId, merchantId },
    at,
  });
  if (body.type === 'refund_only' && quote.isUnshipped && settings.refundsUnshippedAtOnce) {
    const approve = getService(strapi, 'api::order.approve-after-sale');
    await approve(trx, { order, row, settings, event: 'approve_refund', decidedBy: 'system', note: null, at });
  }
}

function assertWindow(order: OrderRow, settings: Settings, at: Date): void {
  const completedAt = order.state === 'completed' ? toDateOrNull(order.completed_at) : null;
  if (completedAt && at > afterSaleEndsAt(completedAt, settings.afterSaleDays))
    throw new Refusal(
      'OrderStateError',
      { status: order.state, reason: 'after_sale_window_over' },
      { zh: '已超过售后期限，请联系客服', en: 'The time to return this order is over' },
    );
}

const toReturnable = (order: OrderRow, line: OrderItemRow): ReturnableLine => ({
  lineId: line.id,
  quantity: line.quantity,
  // Virtual goods are never shipped, and a completed order has been handed over, whatever it was.
  handedOver: order.state === 'completed' ? line.quantity - line.cancelled_quantity : line.shipped_quantity,
  paidAmount: fen(line.paid_amount),
});

/** An order has one line for each SKU. */
function unitsOf(lines: OrderItemRow[], items: OpenAfterSaleBody['items']): RequestedUnits[] {
  return items.map(({ skuId, quantity }) => {
    const line = lines.find((candidate) => candidate.sku_document_id === skuId);
    if (!line) throw new Refusal('RefundAmountError', { skuId, refundable: 0 });
    return { lineId: line.id, quantity };
  });
}

function unitsLeft(lines: OrderItemRow[], standing: readonly StandingCase[]): RequestedUnits[] {
  const taken = standing.flatMap(({ items }) => items);
  return lines
    .map((line) => ({
      lineId: line.id,
      quantity: taken
        .filter(({ lineId }) => lineId === line.id)
        .reduce((left, item) => left - item.quantity, line.quantity),
    }))
    .filter(({ quantity }) => quantity > 0);
}

async function writeCase(
  trx: Trx,
  { order, body, settings, afterSaleNo, at, quote, lines }: Opening & { quote: AfterSaleQuote; lines: OrderItemRow[] },
): Promise<AfterSaleRow> {
  const items = quote.items.map((item): CaseItem => {
    const line = lines.find(({ id }) => id === item.lineId);
    if (!line) throw new Error('a quoted line is not of its order');
    return { ...item, lineId: line.id, skuId: line.sku_document_id, name: line.name, image: line.image };
  });
  const [row] = await trx('after_sales')
    .insert({
      ...newRow(at),
      after_sale_no: afterSaleNo,
      order_id: order.id,
      order_no: order.order_no,
      user_id: order.user_id,
      merchant_id: order.merchant_id,
      type: body.type,
      state: 'pending',
      items: JSON.stringify(items),
      amount: quote.amount,
      freight_amount: quote.freightAmount,
      reason: body.reason,
      images: JSON.stringify(body.images ?? []),
      due_at: afterSaleDueAt('pending', at, deadlinesOf(settings)),
    })
    .returning<AfterSaleRow[]>('*');
  if (!row) throw new Error('an after-sale case was not written');
  await holdUnshipped(trx, items);
  return row;
}
