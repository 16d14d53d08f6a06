import type { Services } from '../../../platform/get-service';

/** A SKU as the catalogue offers it for sale. */
export type SellableSku = Awaited<ReturnType<Services['api::catalog.sellable-skus']['load']>>[number];
