import type { Core } from '@strapi/strapi';
import { scanAmount } from '../../../domain/merchant/scan-amount';
import { priceOrder } from '../../../domain/pricing/price-order';
import type { PricedOrder } from '../../../domain/pricing/types';
import { bps } from '../../../domain/shared/basis-points';
import { fen, type Fen } from '../../../domain/shared/fen';
import { createNumber } from '../../../platform/database/numbers';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import type { Queries } from '../../../platform/database/queries';
import { unwrap } from '../../../platform/errors/unwrap';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import {
  findEarlierResult,
  type IdempotentCall,
  readEarlierResult,
  rememberResult,
} from '../../../platform/http/idempotency';
import { loadBuyer } from '../store/buyer';
import { assertPointsOffer } from '../store/points-offer';
import { writeLog } from '../store/order-log';
import { writeOrder } from '../store/write-order';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.place-scan-order': PlaceScanOrder;
  }
}

export interface ScanRequest {
  userId: number;
  code: string;
  body: { amount?: number | undefined; pointsToUse?: number | undefined };
  idempotencyKey: string | null;
  clientIp: string;
  device: string | null;
}

export interface PlaceScanOrder {
  /** @throws Refusal NotFoundError for a code that takes no money; 1000/1004 for the amount; 1301 for points; 1005 for a reused key; 1203/1204 for risk */
  (request: ScanRequest): Promise<PlacedScan>;
}

export interface PlacedScan {
  orderNo: string;
  payAmount: number;
  /** The same key and body came before; this is the order of then. */
  isRepetition: boolean;
}

interface ScanOrder extends ScanRequest {
  merchantId: number;
  paymentCodeId: number;
  amount: Fen;
  at: Date;
}

export default ({ strapi }: { strapi: Core.Strapi }): PlaceScanOrder =>
  async (request) => {
    const at = now(strapi);
    const { userId, code, body, clientIp, device } = request;
    const call: IdempotentCall = {
      scope: 'payment-codes',
      userId,
      key: request.idempotencyKey,
      input: { code, ...body },
      at,
    };
    const known = await readEarlierResult(strapi.db.connection, call);
    if (known) return earlierOrder(strapi.db.connection, known);
    await getService(strapi, 'api::payment.assess-risk')({ stage: 'placing', userId, clientIp, device, orderNo: null });
    return inTransaction(strapi, async (trx) => {
      const earlier = await findEarlierResult(trx, call);
      if (earlier) return earlierOrder(trx, earlier);
      const found = await getService(strapi, 'api::merchant.find-payment-code').hold(trx, code);
      const amount = unwrap(scanAmount(found.fixedAmount === null ? null : fen(found.fixedAmount), body.amount));
      const order = await place(strapi, trx, {
        ...request,
        merchantId: found.merchantId,
        paymentCodeId: found.id,
        amount,
        at,
      });
      await rememberResult(trx, call, order.orderNo);
      return { ...order, isRepetition: false };
    });
  };

async function earlierOrder(db: Queries, orderNo: string): Promise<PlacedScan> {
  const row = (await db('orders').where({ order_no: orderNo }).first('pay_amount')) as { pay_amount: number };
  return { orderNo, payAmount: row.pay_amount, isRepetition: true };
}

async function place(strapi: Core.Strapi, trx: Trx, scan: ScanOrder): Promise<{ orderNo: string; payAmount: number }> {
  const { userId, at } = scan;
  const price = await priceScan(strapi, trx, scan);
  const orderNo = createNumber('D', at);
  const { orderTimeoutMinutes } = await getService(strapi, 'api::operations.shop-settings').read(trx);
  const { order } = await writeOrder(trx, {
    orderNo,
    type: 'scan',
    userId,
    merchantId: scan.merchantId,
    paymentCodeId: scan.paymentCodeId,
    price,
    skus: [],
    destination: { mode: 'none', pickupPointId: null, snapshot: {} },
    remark: null,
    clientIp: scan.clientIp,
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
  return { orderNo, payAmount: price.payAmount };
}

/** The amount at the counter is the whole order: one line without goods, member discounts do not apply, points do. */
async function priceScan(
  strapi: Core.Strapi,
  trx: Trx,
  { userId, body, merchantId, amount, at }: ScanOrder,
): Promise<PricedOrder> {
  const settings = await getService(strapi, 'api::operations.shop-settings').read(trx);
  const buyer = await loadBuyer(trx, userId, { at });
  const pointsToUse = body.pointsToUse ?? 0;
  assertPointsOffer(pointsToUse, buyer);
  return priceOrder({
    lines: [{ skuId: 'scan', productId: 'scan', quantity: 1, unitPrice: amount, merchantId }],
    adjusters: [],
    redemption: {
      pointsPerYuan: settings.redemptionPointsPerYuan,
      maxShareBps: bps(settings.redemptionMaxSharePercent * 100),
      minPoints: settings.redemptionMinPoints,
    },
    pointsToUse,
    pointsAvailable: buyer.pointsAvailable,
    freight: { kind: 'none' },
    earnPoints: await getService(strapi, 'api::points.estimate-award')(trx, { ...buyer, merchantId, at }),
  });
}
