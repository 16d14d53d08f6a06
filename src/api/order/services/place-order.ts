import type { Core } from '@strapi/strapi';
import { createNumber } from '../../../platform/database/numbers';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { findEarlierResult, type IdempotentCall, readEarlierResult } from '../../../platform/http/idempotency';
import { keyRingOf } from '../../../platform/security/key-ring';
import type { PlaceBody } from '../requests';
import { shapeOrder } from '../shapes/order-shape';
import { type LogRow, writeLog } from '../store/order-log';
import { writeOrder, type WrittenOrder } from '../store/write-order';
import type { StockChanges } from '../store/stock-changes';
import type { Quote } from './quote-order';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.place-order': PlaceOrder;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'order.placed': { orderNo: string; userId: number; payAmount: number };
  }
}

export interface PlaceOrderRequest {
  userId: number;
  body: PlaceBody;
  idempotencyKey: string | null;
  clientIp: string;
  device: string | null;
}

export interface PlaceOrder {
  /** Answers with the order as its owner sees it. */
  (request: PlaceOrderRequest): Promise<ReturnType<typeof shapeOrder>>;
}

/**
 * Places an order: everything it needs is reserved with it, or nothing is. The same key and body answers with the same order,
 * whatever the rules against risk would say by then.
 * @throws Refusal of the quote; 1004 when the price is not the one the client confirmed; 1005 for a reused key; 1203/1204 for risk
 */
export default ({ strapi }: { strapi: Core.Strapi }): PlaceOrder =>
  async ({ userId, body, idempotencyKey, clientIp, device }) => {
    const at = now(strapi);
    const orderNo = createNumber('D', at);
    const call: IdempotentCall = { scope: 'orders', userId, key: idempotencyKey, input: body, result: orderNo, at };
    const known = await readEarlierResult(strapi.db.connection, call);
    if (known) return getService(strapi, 'api::order.read-orders').find(userId, known);
    await getService(strapi, 'api::payment.assess-risk')({ stage: 'placing', userId, clientIp, device, orderNo: null });
    const outcome = await inTransaction(strapi, async (trx) => {
      const earlier = await findEarlierResult(trx, call);
      if (earlier) return { earlier };
      const quote = await getService(strapi, 'api::order.quote-order')(trx, { userId, body, isComplete: true, at });
      confirmPrice(quote, body);
      return { placed: await reserve(strapi, trx, { userId, orderNo, quote, body, clientIp, at }) };
    });
    if (!outcome.placed) return getService(strapi, 'api::order.read-orders').find(userId, outcome.earlier);
    await announce(strapi, outcome.placed);
    return answerOf(strapi, userId, outcome.placed);
  };

interface Placed extends WrittenOrder {
  timeline: LogRow[];
  stockChanges: StockChanges;
}

async function announce(strapi: Core.Strapi, { items, stockChanges }: Placed): Promise<void> {
  const products = items.map((item) => item.product_document_id);
  await getService(strapi, 'api::catalog.announce-stock').announceStock(stockChanges, products);
}

/** The rows are at hand; only a merchant's name would have to be looked up. */
async function answerOf(strapi: Core.Strapi, userId: number, { order, items, timeline }: Placed) {
  if (order.merchant_id !== null) return getService(strapi, 'api::order.read-orders').find(userId, order.order_no);
  const noMerchant = { merchant_document_id: null, merchant_name: null };
  return shapeOrder({ order: { ...order, ...noMerchant }, items, timeline }, keyRingOf(strapi));
}

function confirmPrice({ price }: Quote, body: PlaceBody): void {
  if (body.expectedPayAmount === undefined || body.expectedPayAmount === price.payAmount) return;
  throw new Refusal('PriceChangedError', { payAmount: price.payAmount });
}

interface Placement {
  userId: number;
  orderNo: string;
  quote: Quote;
  body: PlaceBody;
  clientIp: string;
  at: Date;
}

/** Stock comes last: its rows are the ones everybody wants, so they are held for the shortest time. */
async function reserve(
  strapi: Core.Strapi,
  trx: Trx,
  { userId, orderNo, quote, body, clientIp, at }: Placement,
): Promise<Placed> {
  const { price, skus } = quote;
  const { orderTimeoutMinutes } = await getService(strapi, 'api::operations.shop-settings').read(trx);
  const written = await writeOrder(trx, {
    orderNo,
    type: 'goods',
    userId,
    merchantId: quote.merchantId,
    price,
    skus,
    destination: quote.destination,
    remark: body.remark ?? null,
    clientIp,
    at,
    expiresAt: new Date(at.getTime() + orderTimeoutMinutes * 60_000),
  });
  const { order } = written;
  const log = await writeLog(trx, { order, event: 'place', from: null, to: 'pending_payment', actorType: 'user', at });
  await appendEvent(strapi, trx, {
    name: 'order.placed',
    aggregateId: orderNo,
    payload: { orderNo, userId, payAmount: price.payAmount },
    at,
  });
  if (price.pointsUsed > 0)
    await getService(strapi, 'api::points.hold-points')(trx, { userId, orderNo, points: price.pointsUsed, at });
  const stockChanges = await getService(strapi, 'api::catalog.reserve-stock').reserveStock(trx, {
    orderNo,
    lines: price.lines.map(({ skuId, quantity }) => ({ skuId: Number(skuId), quantity })),
    at,
  });
  return { ...written, timeline: [log], stockChanges };
}
