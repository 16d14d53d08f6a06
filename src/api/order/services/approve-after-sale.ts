import type { Core } from '@strapi/strapi';
import type { Trx } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import type { AfterSaleRow } from '../store/after-sale-rows';
import { moveCase, type Settings } from '../store/move-case';
import { writeLog } from '../store/order-log';
import type { OrderRow } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.approve-after-sale': ApproveAfterSale;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'after_sale.decided': {
      afterSaleNo: string;
      orderNo: string;
      userId: number;
      status: 'approved' | 'rejected' | 'awaiting_return' | 'cancelled';
      note: string | null;
    };
  }
}

export interface Approval {
  /** Locked in this transaction, and read after it was locked. */
  order: OrderRow;
  row: AfterSaleRow;
  settings: Settings;
  event: 'approve_refund' | 'approve_return' | 'receive_return';
  /** Who decided, as the log names people; `system` for a rule or a deadline. */
  decidedBy: string;
  note: string | null;
  at: Date;
}

export interface ApproveAfterSale {
  /**
   * Agrees to a locked case in the caller's transaction. Goods that are with the buyer are asked back first; otherwise the refund
   * is written down, and the books change when WeChat has paid it.
   */
  (trx: Trx, approval: Approval): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ApproveAfterSale =>
  async (trx, { order, row, settings, event, decidedBy, note, at }) => {
    const decision = { decided_by: decidedBy, decided_at: at, decision_note: note };
    const isReceipt = event === 'receive_return';
    const state = await moveCase(trx, {
      row,
      event,
      settings,
      with: isReceipt ? { received_at: at } : decision,
      at,
    });
    await writeLog(trx, {
      order,
      event: isReceipt ? 'after_sale_received' : 'after_sale_approved',
      from: order.state,
      to: order.state,
      actorType: decidedBy === 'system' ? 'system' : 'staff',
      actor: decidedBy,
      ...(note ? { note } : {}),
      at,
    });
    const { after_sale_no: afterSaleNo, order_no: orderNo, user_id: userId } = row;
    await appendEvent(strapi, trx, {
      name: 'after_sale.decided',
      aggregateId: afterSaleNo,
      payload: { afterSaleNo, orderNo, userId, status: state as 'approved' | 'awaiting_return', note },
      at,
    });
    if (state !== 'approved') return;
    if (row.amount === 0) await getService(strapi, 'api::order.settle-after-sale')(trx, { order, afterSaleNo, at });
    else await getService(strapi, 'api::payment.refund-order')(trx, { order, amount: row.amount, afterSaleNo, at });
  };
