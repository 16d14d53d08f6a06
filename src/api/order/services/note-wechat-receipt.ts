import type { Core } from '@strapi/strapi';
import { isHandedOver } from '../../../domain/order/handover';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';
import { handoverLinesOf } from '../store/fulfilment';
import { lockOrder, type OrderRow } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.note-wechat-receipt': NoteWechatReceipt;
  }
}

export interface NoteWechatReceipt {
  /** The buyer confirmed the receipt in WeChat: the order is completed here too. Told late or twice, it does nothing. */
  (orderNo: string): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): NoteWechatReceipt =>
  (orderNo) =>
    inTransaction(strapi, async (trx) => {
      const known = await trx('orders').where({ order_no: orderNo }).first<OrderRow | undefined>();
      const order = known && (await lockOrder(trx, known.id));
      if (order?.state !== 'shipped' || !isHandedOver(await handoverLinesOf(trx, order.id))) return;
      const at = now(strapi);
      await getService(strapi, 'api::order.complete-order')(trx, { order, event: 'receive', actorType: 'wechat', at });
    });
