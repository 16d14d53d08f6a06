import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { checkOnSale, checkPurchaseLimit, checkStock } from '../../../domain/catalog/sku-availability';
import { freeFreightStep, memberPriceLabel, memberPriceStep } from '../../../domain/pricing/member-price-step';
import { priceOrder } from '../../../domain/pricing/price-order';
import type { FreightPolicy, PricedOrder, PriceStep } from '../../../domain/pricing/types';
import { bps } from '../../../domain/shared/basis-points';
import { fen } from '../../../domain/shared/fen';
import { Refusal } from '../../../platform/errors/refusal';
import { unwrap } from '../../../platform/errors/unwrap';
import { getService } from '../../../platform/get-service';
import { keyRingOf } from '../../../platform/security/key-ring';
import type { SellableSku } from '../store/sellable-sku';
import type { PreviewBody } from '../requests';
import { type BuyerFacts, loadBuyer } from '../store/buyer';
import { boughtQuantities } from '../store/bought-quantities';
import { type Destination, resolveDestination } from '../store/destination';
import { assertOrderAmount } from '../store/order-amount';
import { assertPointsOffer } from '../store/points-offer';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.quote-order': QuoteOrder;
  }
}

export interface QuoteRequest {
  userId: number;
  body: PreviewBody;
  /** Placing needs a whole destination and locks the buyer; a preview may leave the destination open and locks nothing. */
  isComplete: boolean;
  at: Date;
}

export interface Quote {
  buyer: BuyerFacts;
  destination: Destination;
  /** Parallel to `price.lines`. */
  skus: SellableSku[];
  price: PricedOrder;
  merchantId: number | null;
}

export interface QuoteOrder {
  (connection: Knex, request: QuoteRequest): Promise<Quote>;
}

/**
 * What an order costs and whether it may be placed: the one way to a price, for preview and for placing.
 * Prices, stock and benefits are read here and now; the client names only what it wants.
 * @throws Refusal 1000 too much money, 1001 not for sale, 1002 stock, 1003 limit, 1301 points, 1401/1501 for offers that do not
 *   exist, 1601 delivery
 */
export default ({ strapi }: { strapi: Core.Strapi }): QuoteOrder =>
  async (connection, request) => {
    const { body, userId, at } = request;
    refuseUnknownOffers(body);
    const items = mergeLines(body.items);
    // Purchase limits count earlier orders, so the lock comes before everything that is read for them.
    const buyer = await loadBuyer(connection, userId, { at, isLocked: request.isComplete });
    const skus = await loadSkus(strapi, connection, items);
    await checkAvailability(connection, { skus, items, buyer, at });
    const destination = await resolveDestination(connection, userId, {
      ...body.delivery,
      isComplete: request.isComplete,
      keyRing: keyRingOf(strapi),
    });
    checkDelivery(skus, destination);
    const merchantId = singleMerchant(skus);
    // Before pricing, which fails beyond what numbers hold exactly.
    assertOrderAmount(skus.reduce((sum, sku, index) => sum + sku.price * (items[index]?.quantity ?? 0), 0));
    const pointsToUse = body.pointsToUse ?? 0;
    assertPointsOffer(pointsToUse, buyer);
    const settings = await getService(strapi, 'api::operations.shop-settings').read(connection);
    const price = priceOrder({
      lines: skus.map((sku, index) => ({
        skuId: sku.skuId,
        productId: sku.productId,
        quantity: items[index]?.quantity ?? 0,
        unitPrice: fen(sku.price),
        merchantId: sku.merchantId,
      })),
      adjusters: memberSteps(buyer),
      redemption: {
        pointsPerYuan: settings.redemptionPointsPerYuan,
        maxShareBps: bps(settings.redemptionMaxSharePercent * 100),
        minPoints: settings.redemptionMinPoints,
      },
      pointsToUse,
      pointsAvailable: buyer.pointsAvailable,
      freight: freightFor(destination, settings),
      earnPoints: await getService(strapi, 'api::points.estimate-award')(connection, { ...buyer, merchantId, at }),
    });
    assertOrderAmount(price.itemsAmount + price.freightAmount);
    return { buyer, destination, skus, price, merchantId };
  };

/** Coupons, groups and flash sales the shop does not have cannot be used. */
function refuseUnknownOffers(body: PreviewBody): void {
  if (body.couponId) throw new Refusal('CouponUnavailableError', { reason: 'not_found' });
  if (body.groupBuy) throw new Refusal('GroupUnavailableError', { reason: 'not_found' });
  if (body.flashSaleId) throw new Refusal('ProductUnavailableError', { reason: 'flash_sale_not_found' });
}

type Item = PreviewBody['items'][number];

/** The same SKU named twice is one line, so that its stock and limit are checked as a whole. */
function mergeLines(items: Item[]): Item[] {
  const quantities = new Map<string, number>();
  for (const { skuId, quantity } of items) quantities.set(skuId, (quantities.get(skuId) ?? 0) + quantity);
  return [...quantities].map(([skuId, quantity]) => ({ skuId, quantity }));
}

async function loadSkus(strapi: Core.Strapi, connection: Knex, items: Item[]): Promise<SellableSku[]> {
  const found = await getService(strapi, 'api::catalog.sellable-skus').load(
    connection,
    items.map(({ skuId }) => skuId),
  );
  const byId = new Map(found.map((sku) => [sku.skuDocumentId, sku]));
  return items.map(({ skuId }) => {
    const sku = byId.get(skuId);
    if (!sku) throw new Refusal('ProductUnavailableError', { skuId, reason: 'not_found' });
    return sku;
  });
}

async function checkAvailability(
  connection: Knex,
  { skus, items, buyer, at }: { skus: SellableSku[]; items: Item[]; buyer: BuyerFacts; at: Date },
): Promise<void> {
  for (const sku of skus) {
    const facts = {
      ...sku,
      skuId: sku.skuDocumentId,
      productStatus: sku.productState,
      requiredLevelThreshold: sku.memberLevelThreshold,
    };
    unwrap(checkOnSale(facts, { levelThreshold: buyer.levelThreshold, at }));
    if (!sku.isOnSale)
      throw new Refusal('ProductUnavailableError', { skuId: sku.skuDocumentId, reason: 'merchant_closed' });
  }
  const limited = skus.filter(({ perUserLimit }) => perUserLimit > 0);
  if (limited.length > 0) {
    const bought = await boughtQuantities(connection, buyer.userId, [
      ...new Set(limited.map(({ productId }) => productId)),
    ]);
    for (const { productId, productDocumentId, perUserLimit } of limited) {
      const quantity = skus.reduce(
        (sum, sku, index) => sum + (sku.productId === productId ? (items[index]?.quantity ?? 0) : 0),
        0,
      );
      unwrap(
        checkPurchaseLimit({
          productId: productDocumentId,
          perUserLimit,
          boughtQuantity: bought.get(productId) ?? 0,
          quantity,
        }),
      );
    }
  }
  unwrap(
    checkStock(
      skus.map((sku, index) => ({
        skuId: sku.skuDocumentId,
        quantity: items[index]?.quantity ?? 0,
        available: sku.available,
      })),
    ),
  );
}

function checkDelivery(skus: SellableSku[], { mode }: Destination): void {
  const refused = skus.find((sku) => !sku.deliveryModes.includes(mode));
  if (refused)
    throw new Refusal('DeliveryUnavailableError', { reason: 'mode_not_offered', mode, skuId: refused.skuDocumentId });
}

/** Money of one order goes to one place: own goods and those of a merchant cannot share an order. */
function singleMerchant(skus: SellableSku[]): number | null {
  const merchants = [...new Set(skus.map(({ merchantId }) => merchantId))];
  if (merchants.length > 1) {
    throw new Refusal(
      'BusinessError',
      { reason: 'several_merchants' },
      { zh: '不同商家的商品请分开下单', en: 'Please order from one merchant at a time' },
    );
  }
  return merchants[0] ?? null;
}

/** What the buyer's level brings. */
function memberSteps({ levelName, discountBps, hasFreeFreight }: BuyerFacts): PriceStep[] {
  const label = memberPriceLabel(levelName ?? '', discountBps);
  return [
    ...(discountBps > 0 ? [memberPriceStep({ discountBps, label })] : []),
    ...(hasFreeFreight ? [freeFreightStep] : []),
  ];
}

function freightFor({ mode }: Destination, settings: { expressFee: number; expressFreeFrom: number }): FreightPolicy {
  if (mode !== 'express') return { kind: 'none' };
  return {
    kind: 'flat',
    fee: fen(settings.expressFee),
    freeFrom: settings.expressFreeFrom > 0 ? fen(settings.expressFreeFrom) : null,
  };
}
