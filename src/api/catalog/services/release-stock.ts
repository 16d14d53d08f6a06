import type { Trx } from '../../../platform/database/in-transaction';
import { openReservations } from '../store/reservations';
import { applyMovements, type StockChange } from '../store/stock';

const factory = () => ({
  /**
   * Gives back everything an unpaid order still holds, in the caller's transaction: the exact inverse of reserving, once.
   * Nothing happens when the order holds nothing, because it was released or sold before.
   */
  async releaseStock(trx: Trx, { orderNo, at }: { orderNo: string; at: Date }): Promise<StockChange[]> {
    const held = await openReservations(trx, orderNo);
    return applyMovements(
      trx,
      held.map(({ skuId, quantity }) => ({
        skuId,
        operationKey: `release:${orderNo}:${skuId}`,
        reason: 'release',
        available: quantity,
        reserved: -quantity,
        sold: 0,
        orderNo,
      })),
      at,
    );
  },
});

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.release-stock': ReturnType<typeof factory>;
  }
}
