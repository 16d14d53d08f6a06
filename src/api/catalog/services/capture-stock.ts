import type { Trx } from '../../../platform/database/in-transaction';
import { together } from '../../../platform/database/together';
import { addSales, openReservations } from '../store/reservations';
import { changeOf, moveAll, recordMovements, type StockChange } from '../store/stock';

const factory = () => ({
  /**
   * Turns everything an order holds from reserved into sold and counts it as sales, in the transaction that marks it paid.
   * Nothing happens when the order holds nothing, because it was sold or released before.
   */
  async captureStock(trx: Trx, { orderNo, at }: { orderNo: string; at: Date }): Promise<StockChange[]> {
    const held = await openReservations(trx, orderNo);
    const movements = held.map(({ skuId, quantity }) => ({
      skuId,
      operationKey: `sell:${orderNo}:${skuId}`,
      reason: 'sell' as const,
      available: 0,
      reserved: -quantity,
      sold: quantity,
      orderNo,
    }));
    // Products are locked after all inventories, everywhere.
    const moved = await moveAll(trx, movements, at);
    await together([recordMovements(trx, moved, at), addSales(trx, held)]);
    return moved.map(changeOf);
  },
});

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.capture-stock': ReturnType<typeof factory>;
  }
}
