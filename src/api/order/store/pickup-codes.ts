import type { Trx } from '../../../platform/database/in-transaction';
import type { OrderRow } from './order-rows';

/** The order a code opens, locked. Codes are unique among orders that wait; of those that are over the last one counts. */
export async function lockOrderOfPickupCode(trx: Trx, pickupCode: string): Promise<OrderRow | undefined> {
  const waits = trx.raw("case when state in ('awaiting_fulfilment', 'ready_for_pickup') then 0 else 1 end");
  return trx('orders')
    .where({ pickup_code: pickupCode })
    .orderByRaw(waits)
    .orderBy('id', 'desc')
    .forUpdate()
    .first<OrderRow | undefined>();
}
