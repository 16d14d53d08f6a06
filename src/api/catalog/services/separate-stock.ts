import { randomTail } from '../../../platform/database/numbers';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import { createInventories } from '../store/derived';

export interface NewStock {
  /** The first letters of the SKU's code, so that staff see whose stock it is. */
  codePrefix: string;
  at: Date;
}

const factory = () => ({
  /**
   * Opens stock for something that is offered outside the catalogue: a SKU of no product, never for sale by itself, with an
   * empty inventory. Orders reserve, sell and return it like any other, so that its books are kept and checked the same way.
   * @returns row ids
   */
  async open(trx: Trx, { codePrefix, at }: NewStock): Promise<{ skuId: number; inventoryId: number }> {
    const [sku] = (await trx('skus')
      .insert({
        ...newRow(at),
        code: `${codePrefix}-${randomTail(10)}`,
        specs: '{}',
        price: 0,
        weight_grams: 0,
        enabled: false,
        sort: 0,
      })
      .returning('id')) as { id: number }[];
    if (!sku) throw new Error('a SKU was not written');
    await createInventories(trx, [sku.id], at);
    const inventory = (await trx('inventories').where({ sku_id: sku.id }).first('id')) as { id: number };
    return { skuId: sku.id, inventoryId: inventory.id };
  },

  /** Removes stock that was opened so and never moved. */
  async close(trx: Trx, skuIds: readonly number[]): Promise<void> {
    await trx('inventories').whereIn('sku_id', skuIds).delete();
    await trx('skus').whereIn('id', skuIds).delete();
  },
});

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.separate-stock': ReturnType<typeof factory>;
  }
}
