import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import type { PreviewBody } from '../requests';
import type { Quote } from './quote-order';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.preview-order': ReturnType<typeof factory>;
  }
}

const MODES = ['express', 'community', 'pickup', 'none'] as const;

/** What the order would cost, by the same quote that placing uses. @throws Refusal as the quote */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async ({ userId, body }: { userId: number; body: PreviewBody }) => {
    const quote = await getService(strapi, 'api::order.quote-order')(strapi.db.connection, {
      userId,
      body,
      isComplete: false,
      at: now(strapi),
    });
    const { price, skus } = quote;
    return {
      items: price.lines.map((line, index) => ({
        skuId: skus[index]?.skuDocumentId ?? '',
        name: skus[index]?.name ?? '',
        quantity: line.quantity,
        price: line.unitPrice,
        amount: line.amount,
        paidAmount: line.paidAmount,
      })),
      itemsAmount: price.itemsAmount,
      adjustments: price.adjustments,
      freightAmount: price.freightAmount,
      pointsUsed: price.pointsUsed,
      pointsDiscount: price.pointsDiscount,
      payAmount: price.payAmount,
      pointsToEarn: price.pointsToEarn,
      availableCoupons: [],
      unavailableCoupons: [],
      deliveryOptions: deliveryOptions(quote),
    };
  };

export default factory;

/** Every way all goods of the order can take; the fee is known for the chosen one. */
function deliveryOptions({ skus, destination, price }: Quote) {
  return MODES.filter((mode) => mode !== 'community' && skus.every((sku) => sku.deliveryModes.includes(mode))).map(
    (mode) => ({
      mode,
      isAvailable: true,
      fee: mode === destination.mode ? price.freightAmount : null,
    }),
  );
}
