import type { Core } from '@strapi/strapi';
import { createNumber } from '../../../platform/database/numbers';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { findEarlierResult, type IdempotentCall, readEarlierResult } from '../../../platform/http/idempotency';
import type { RedemptionBody } from '../redemption-requests';
import type { shapeOrder } from '../shapes/order-shape';
import { writeLog } from '../store/order-log';
import type { StockChanges } from '../store/stock-changes';
import { writeOrder } from '../store/write-order';
import type { RedemptionQuote } from './quote-redemption';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.place-redemption': PlaceRedemption;
  }
}

export interface PlaceRedemptionRequest {
  userId: number;
  openid: string;
  body: RedemptionBody;
  idempotencyKey: string | null;
  clientIp: string;
  device: string | null;
}

export interface PlaceRedemption {
  /** Answers with the order as its owner sees it. */
  (request: PlaceRedemptionRequest): Promise<ReturnType<typeof shapeOrder>>;
}

/**
 * Redeems a good of the points mall: an order of type `points` that reserves stock and points like any other. Without money to
 * pay, it is paid in the same transaction; otherwise it waits for its payment and gives everything back when none comes.
 * @throws Refusal of the quote; BusinessError for a frozen points account; 1005 for a reused key; 1203/1204 for risk
 */
export default ({ strapi }: { strapi: Core.Strapi }): PlaceRedemption =>
  async (request) => {
    const { userId, body, clientIp, device, idempotencyKey: key } = request;
    const at = now(strapi);
    const orderNo = createNumber('D', at);
    const call: IdempotentCall = { scope: 'points-redemptions', userId, key, input: body, result: orderNo, at };
    const known = await readEarlierResult(strapi.db.connection, call);
    if (known) return getService(strapi, 'api::order.read-orders').find(userId, known);
    await getService(strapi, 'api::payment.assess-risk')({ stage: 'placing', userId, clientIp, device, orderNo: null });
    const outcome = await inTransaction(strapi, async (trx) => {
      const earlier = await findEarlierResult(trx, call);
      if (earlier) return { orderNo: earlier, stockChanges: [] };
      const quote = await getService(strapi, 'api::order.quote-redemption')(trx, { userId, body, at });
      return { orderNo, stockChanges: await place(strapi, trx, { request, orderNo, quote, at }) };
    });
    await getService(strapi, 'api::catalog.announce-stock').announceStock(outcome.stockChanges);
    return getService(strapi, 'api::order.read-orders').find(userId, outcome.orderNo);
  };

interface Placement {
  request: PlaceRedemptionRequest;
  orderNo: string;
  quote: RedemptionQuote;
  at: Date;
}

/** Stock is the row that everybody wants, so it comes after all that may still be refused. */
async function place(strapi: Core.Strapi, trx: Trx, { request, orderNo, quote, at }: Placement): Promise<StockChanges> {
  const { userId, openid, body, clientIp } = request;
  const { good, price } = quote;
  const { orderTimeoutMinutes } = await getService(strapi, 'api::operations.shop-settings').read(trx);
  const { order } = await writeOrder(trx, {
    orderNo,
    type: 'points',
    userId,
    merchantId: null,
    price,
    skus: [{ ...good, productId: null, productDocumentId: good.documentId, specs: {} }],
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
  await getService(strapi, 'api::points.hold-points')(trx, { userId, orderNo, points: price.pointsUsed, at });
  const stockChanges = await getService(strapi, 'api::catalog.reserve-stock').reserveStock(trx, {
    orderNo,
    lines: [{ skuId: good.skuId, quantity: body.quantity }],
    at,
  });
  if (price.payAmount === 0) await getService(strapi, 'api::payment.settle-free-order')(trx, { order, openid, at });
  return stockChanges;
}
