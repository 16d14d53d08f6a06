import type { Trx } from '../../../platform/database/in-transaction';

/**
 * Locks a merchant: the settlements of one merchant are reckoned and settled one after the other. It waits for no order, payment or
 * refund and none waits for it: placing an order only refers to the merchant, which this lock allows.
 * @returns false when there is no such merchant
 */
export async function lockMerchant(trx: Trx, merchantId: number): Promise<boolean> {
  const row: unknown = await trx('merchants').where({ id: merchantId }).first('id').forNoKeyUpdate();
  return row !== undefined;
}
