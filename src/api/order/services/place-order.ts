import type { Core } from '@strapi/strapi';
import { createNumber } from '../../../platform/database/numbers';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { findEarlierResult, type IdempotentCall, rememberResult } from '../../../platform/http/idempotency';
import type { PlaceBody } from '../requests';
import { writeLog } from '../store/order-log';
import { writeOrder } from '../store/write-order';
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
}

export interface PlaceOrder {
  (request: PlaceOrderRequest): Promise<{ orderNo: string }>;
}

/**
 * Places an order: everything it needs is reserved with it, or nothing is. The same key and body answers with the same order.
 * @throws Refusal of the quote; 1004 when the price is not the one the client confirmed; 1005 for a reused key
 */
export default ({ strapi }: { strapi: Core.Strapi }): PlaceOrder =>
  async ({ userId, body, idempotencyKey, clientIp }) => {
    const at = now(strapi);
    const call: IdempotentCall = { scope: 'orders', userId, key: idempotencyKey, input: body, at };
    const placed = await inTransaction(strapi, async (trx) => {
      const earlier = await findEarlierResult(trx, call);
      if (earlier) return { orderNo: earlier, stockChanges: [] };
      // Purchase limits count earlier orders, so one user's orders are placed one after the other.
      await trx('up_users').where({ id: userId }).forUpdate().first('id');
      const quote = await getService(strapi, 'api::order.quote-order')(trx, { userId, body, isComplete: true, at });
      confirmPrice(quote, body);
      const orderNo = createNumber('D', at);
      const stockChanges = await reserve(strapi, trx, { userId, orderNo, quote, body, clientIp, at });
      await rememberResult(trx, call, orderNo);
      return { orderNo, stockChanges };
    });
    await getService(strapi, 'api::catalog.announce-stock').announceStock(placed.stockChanges);
    return { orderNo: placed.orderNo };
  };

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
): Promise<StockChanges> {
  const { price, skus } = quote;
  const { orderTimeoutMinutes } = await getService(strapi, 'api::operations.shop-settings').read(trx);
  const order = await writeOrder(trx, {
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
  await writeLog(trx, { order, event: 'place', from: null, to: 'pending_payment', actorType: 'user', at });
  await appendEvent(strapi, trx, {
    name: 'order.placed',
    aggregateId: orderNo,
    payload: { orderNo, userId, payAmount: price.payAmount },
    at,
  });
  if (price.pointsUsed > 0)
    await getService(strapi, 'api::points.hold-points')(trx, { userId, orderNo, points: price.pointsUsed, at });
  return getService(strapi, 'api::catalog.reserve-stock').reserveStock(trx, {
    orderNo,
    lines: price.lines.map(({ skuId, quantity }) => ({ skuId: Number(skuId), quantity })),
    at,
  });
}
