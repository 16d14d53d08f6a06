import type { Core } from '@strapi/strapi';
import { checkOnSale, checkPurchaseLimit, checkStock } from '../../../domain/catalog/sku-availability';
import { priceRedemption } from '../../../domain/pricing/price-redemption';
import type { PricedOrder } from '../../../domain/pricing/types';
import { fen } from '../../../domain/shared/fen';
import type { Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { unwrap } from '../../../platform/errors/unwrap';
import { getService, type Services } from '../../../platform/get-service';
import { keyRingOf } from '../../../platform/security/key-ring';
import type { RedemptionBody } from '../redemption-requests';
import { loadBuyer } from '../store/buyer';
import { type DeliveryChoice, type Destination, resolveDestination } from '../store/destination';
import { assertOrderAmount } from '../store/order-amount';
import { assertPointsOffer } from '../store/points-offer';
import { redeemedQuantity } from '../store/redeemed-quantity';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.quote-redemption': QuoteRedemption;
  }
}

export type PointsGood = Awaited<ReturnType<Services['api::points.find-points-good']>>;

export interface RedemptionRequest {
  userId: number;
  body: RedemptionBody;
  at: Date;
}

export interface RedemptionQuote {
  good: PointsGood;
  destination: Destination;
  price: PricedOrder;
}

export interface QuoteRedemption {
  /**
   * What a redemption costs and whether it may be placed, in the transaction that places it: the buyer's row is locked, so that
   * the limit per user is counted one redemption after the other.
   * @throws Refusal 1000 too much money, 1001 not on offer, 1002 stock, 1003 limit, 1004 another price than expected, 1301 points, 1601 delivery
   */
  (trx: Trx, request: RedemptionRequest): Promise<RedemptionQuote>;
}

export default ({ strapi }: { strapi: Core.Strapi }): QuoteRedemption =>
  async (trx, { userId, body, at }) => {
    const { quantity } = body;
    const buyer = await loadBuyer(trx, userId, { at, isLocked: true });
    const good = await getService(strapi, 'api::points.find-points-good')(trx, body.pointsGoodId);
    await checkAvailability(trx, { userId, good, quantity, at });
    const destination = await resolveDestination(trx, userId, {
      ...deliveryOf(good, body),
      isComplete: true,
      keyRing: keyRingOf(strapi),
    });
    const price = priceRedemption({
      skuId: good.skuId,
      goodId: good.documentId,
      points: good.points,
      price: fen(good.price),
      quantity,
      earnPoints: await getService(strapi, 'api::points.estimate-award')(trx, { ...buyer, merchantId: null, at }),
    });
    confirmPrice(price, body);
    assertPointsOffer(price.pointsUsed, buyer);
    assertOrderAmount(price.itemsAmount);
    return { good, destination, price };
  };

async function checkAvailability(
  trx: Trx,
  { userId, good, quantity, at }: { userId: number; good: PointsGood; quantity: number; at: Date },
): Promise<void> {
  const { skuDocumentId: skuId, documentId: productId, perUserLimit, available } = good;
  const facts = { ...good, skuId, productStatus: good.state, isSkuEnabled: true, requiredLevelThreshold: null };
  unwrap(checkOnSale(facts, { levelThreshold: 0, at }));
  const boughtQuantity = perUserLimit > 0 ? await redeemedQuantity(trx, userId, good.skuId) : 0;
  unwrap(checkPurchaseLimit({ productId, perUserLimit, boughtQuantity, quantity }));
  unwrap(checkStock([{ skuId, quantity, available }]));
}

/** Virtual goods need no destination; everything else must be told where to go. */
function deliveryOf(good: PointsGood, { delivery }: RedemptionBody): DeliveryChoice {
  const choice = delivery ?? { mode: 'none' as const };
  if (good.deliveryModes.includes(choice.mode)) return choice;
  if (delivery) throw new Refusal('DeliveryUnavailableError', { reason: 'mode_not_offered', mode: delivery.mode });
  throw new Refusal(
    'DeliveryUnavailableError',
    { reason: 'delivery_required', modes: good.deliveryModes },
    { zh: '请选择收货方式', en: 'Please choose how to receive it' },
  );
}

function confirmPrice({ pointsUsed, payAmount }: PricedOrder, body: RedemptionBody): void {
  const { expectedPoints = pointsUsed, expectedPayAmount = payAmount } = body;
  if (expectedPoints === pointsUsed && expectedPayAmount === payAmount) return;
  throw new Refusal('PriceChangedError', { points: pointsUsed, payAmount });
}
