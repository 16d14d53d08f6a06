import { afterSaleDeeds } from './after-sale-deeds';
import type { Deed } from './deed';
import { merchantDeeds } from './merchant-deeds';
import { openAppDeeds } from './open-app-deeds';
import { orderDeeds } from './order-deeds';
import { paymentDeeds } from './payment-deeds';
import { pointsDeeds } from './points-deeds';
import { reconciliationDeeds } from './reconciliation-deeds';
import { reviewDeeds } from './review-deeds';
import { riskDeeds } from './risk-deeds';
import { settlementDeeds } from './settlement-deeds';
import { shippingDeeds } from './shipping-deeds';
import { stockDeeds } from './stock-deeds';

/** Everything staff can do with records; a new deed is one more entry in its file. */
export const allDeeds: readonly Deed[] = [
  ...stockDeeds,
  ...openAppDeeds,
  ...orderDeeds,
  ...afterSaleDeeds,
  ...merchantDeeds,
  ...paymentDeeds,
  ...pointsDeeds,
  ...reconciliationDeeds,
  ...riskDeeds,
  ...settlementDeeds,
  ...shippingDeeds,
  ...reviewDeeds,
];
