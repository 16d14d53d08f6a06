import type { Core } from '@strapi/strapi';
import { isHandedOver } from '../../../domain/order/handover';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';
import { claimRows } from '../../../platform/jobs/claim-rows';
import { findStoppedClocks, handoverLinesOf } from '../store/fulfilment';
import { hasLiveAfterSale } from '../store/live-after-sales';
import { lockOrder, type OrderRow } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.auto-complete-orders': AutoCompleteOrders;
  }
}

export interface AutoCompleteOrders {
  /** Completes orders whose customers had long enough to say that something is missing; returns how many were looked at. */
  (): Promise<number>;
}

const BATCH = 50;
/** An order with a live after-sale case is looked at again when its lease is over. */
const LEASE_SECONDS = 3_600;

export default ({ strapi }: { strapi: Core.Strapi }): AutoCompleteOrders =>
  async () => {
    const orders = await claimRows<OrderRow>(strapi, {
      table: 'orders',
      states: ['shipped'],
      dueColumn: 'complete_due_at',
      leaseSeconds: LEASE_SECONDS,
      limit: BATCH,
      at: now(strapi),
    });
    for (const order of orders) await completeOne(strapi, order);
    return orders.length + (await startClocks(strapi));
  };

/** When a case takes the last pieces out of an order that is partly sent, no parcel follows that would start its clock. */
async function startClocks(strapi: Core.Strapi): Promise<number> {
  const orderIds = await findStoppedClocks(strapi.db.connection, BATCH);
  for (const orderId of orderIds) {
    await inTransaction(strapi, async (trx) => {
      const order = await lockOrder(trx, orderId);
      if (order?.state !== 'shipped') return;
      await getService(strapi, 'api::order.schedule-completion')(trx, { orderId, at: now(strapi) });
    });
  }
  return orderIds.length;
}

async function completeOne(strapi: Core.Strapi, { id, order_no: orderNo }: OrderRow): Promise<void> {
  try {
    await inTransaction(strapi, async (trx) => {
      const order = await lockOrder(trx, id);
      // Received or refunded in between.
      if (order?.state !== 'shipped') return;
      if (await hasLiveAfterSale(trx, id)) return;
      if (!isHandedOver(await handoverLinesOf(trx, id))) return;
      await getService(strapi, 'api::order.complete-order')(trx, {
        order,
        event: 'auto_complete',
        actorType: 'system',
        at: now(strapi),
      });
    });
  } catch (error) {
    strapi.log.warn('an order could not be completed yet', { category: 'business', orderNo, error: String(error) });
  }
}
