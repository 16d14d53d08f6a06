import type { Trx } from '../../../platform/database/in-transaction';
import type { StoredInstant } from '../../../platform/database/rows';

/** A locked merchant, as far as settling needs it. */
export interface LockedMerchant {
  id: number;
  /** Everything of orders that were last touched before is in settlements; null: that is not known. */
  taken_until: StoredInstant;
}

/**
 * Locks a merchant: the settlements of one merchant are reckoned and settled one after the other. It waits for no order, payment or
 * refund and none waits for it: placing an order only refers to the merchant, which this lock allows.
 */
export function lockMerchant(trx: Trx, merchantId: number): Promise<LockedMerchant | undefined> {
  return trx('merchants')
    .where({ id: merchantId })
    .forNoKeyUpdate()
    .first<LockedMerchant | undefined>('id', 'taken_until');
}
