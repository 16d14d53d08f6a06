import type { Core } from '@strapi/strapi';
import { completeDueAt } from '../../../domain/order/handover';
import type { Trx } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';
import { handoverLinesOf } from '../store/fulfilment';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.schedule-completion': ScheduleCompletion;
  }
}

export interface ScheduleCompletion {
  /**
   * Sets when a shipped order completes by itself, counted from now; nothing while pieces are left to hand over.
   * Call it with the order locked. Who takes pieces out need not: the job of automatic completion finds what stands still.
   * @returns whether everything is handed over
   */
  (trx: Trx, change: { orderId: number; at: Date }): Promise<boolean>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ScheduleCompletion =>
  async (trx, { orderId, at }) => {
    const { autoCompleteDays } = await getService(strapi, 'api::operations.shop-settings').read(trx);
    const dueAt = completeDueAt(await handoverLinesOf(trx, orderId), at, autoCompleteDays);
    await trx('orders').where({ id: orderId, state: 'shipped' }).update({ complete_due_at: dueAt, updated_at: at });
    return dueAt !== null;
  };
