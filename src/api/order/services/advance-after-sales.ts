import type { Core } from '@strapi/strapi';
import { OVERDUE_EVENT } from '../../../domain/after-sale/after-sale-states';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { claimRows } from '../../../platform/jobs/claim-rows';
import { type AfterSaleRow, lockCase, releaseUnshipped } from '../store/after-sale-rows';
import { moveCase, type Settings } from '../store/move-case';
import { writeLog } from '../store/order-log';
import { lockOrder, type OrderRow } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.advance-after-sales': AdvanceAfterSales;
  }
}

export interface AdvanceAfterSales {
  /** Takes cases further that nobody has acted on in time; returns how many were looked at. */
  (): Promise<number>;
}

const BATCH = 50;
const LEASE_SECONDS = 300;
const NOTE = '超过处理期限，系统自动处理';

export default ({ strapi }: { strapi: Core.Strapi }): AdvanceAfterSales =>
  async () => {
    const rows = await claimRows<AfterSaleRow>(strapi, {
      table: 'after_sales',
      states: ['pending', 'awaiting_return', 'returned'],
      dueColumn: 'due_at',
      leaseSeconds: LEASE_SECONDS,
      limit: BATCH,
      at: now(strapi),
    });
    for (const row of rows) {
      await inTransaction(strapi, (trx) => advance(strapi, trx, row)).catch((error: unknown) => {
        strapi.log.error('an overdue after-sale case could not go on', {
          category: 'business',
          afterSaleNo: row.after_sale_no,
          error: String(error),
        });
      });
    }
    return rows.length;
  };

async function advance(strapi: Core.Strapi, trx: Trx, claimed: AfterSaleRow): Promise<void> {
  const order = await lockOrder(trx, claimed.order_id);
  const row = await lockCase(trx, claimed.id);
  // Somebody acted between the claim and the lock: the new step has a deadline of its own.
  if (!order || row.state !== claimed.state) return;
  const settings = await getService(strapi, 'api::operations.shop-settings').read(trx);
  const at = now(strapi);
  const event = OVERDUE_EVENT[row.state as keyof typeof OVERDUE_EVENT];
  if (event === 'return_overdue') {
    await giveUp(strapi, trx, { order, row, settings, at });
    return;
  }
  const approval = row.type === 'refund_only' ? 'approve_refund' : 'approve_return';
  await getService(strapi, 'api::order.approve-after-sale')(trx, {
    order,
    row,
    settings,
    event: event === 'approve' ? approval : event,
    decidedBy: 'system',
    note: NOTE,
    at,
  });
}

async function giveUp(
  strapi: Core.Strapi,
  trx: Trx,
  { order, row, settings, at }: { order: OrderRow; row: AfterSaleRow; settings: Settings; at: Date },
): Promise<void> {
  await moveCase(trx, { row, event: 'return_overdue', settings, at });
  await releaseUnshipped(trx, order, row);
  const { state } = order;
  await writeLog(trx, {
    order,
    event: 'after_sale_cancelled',
    from: state,
    to: state,
    actorType: 'system',
    note: NOTE,
    at,
  });
  const { after_sale_no: afterSaleNo, order_no: orderNo, user_id: userId } = row;
  await appendEvent(strapi, trx, {
    name: 'after_sale.decided',
    aggregateId: afterSaleNo,
    payload: { afterSaleNo, orderNo, userId, status: 'cancelled', note: '超过寄回期限' },
    at,
  });
}
