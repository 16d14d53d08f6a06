import type { Services } from '../../../platform/get-service';

/** What the catalogue wants to be told about after the commit. */
export type StockChanges = Awaited<ReturnType<Services['api::catalog.reserve-stock']['reserveStock']>>;
