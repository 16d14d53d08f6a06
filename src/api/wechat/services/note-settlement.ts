import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import type { ShippingUploadRow } from '../store/shipping-upload-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::wechat.note-settlement': NoteSettlement;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    /** The buyer confirmed the receipt in WeChat, or WeChat did for him: the money is released. */
    'wechat.receipt-confirmed': {
      transactionId: string;
      orderNo: string;
      outTradeNo: string;
      method: 'auto' | 'manual';
      receivedAt: string;
    };
  }
}

export interface Settlement {
  transactionId: string;
  estimatedSettlementAt: Date | null;
  /** Set once the receipt is confirmed. */
  receipt: { method: 'auto' | 'manual'; receivedAt: Date; settledAt: Date | null } | null;
}

export interface NoteSettlement {
  /** Keeps what WeChat says about the money of a payment; a confirmed receipt is announced once. Unknown payments are ignored. */
  (settlement: Settlement): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): NoteSettlement =>
  async (settlement) =>
    inTransaction(strapi, async (trx) => {
      const row = await trx('shipping_uploads')
        .where({ transaction_id: settlement.transactionId })
        .forUpdate()
        .first<(ShippingUploadRow & { received_at: unknown }) | undefined>();
      if (!row) return;
      const at = now(strapi);
      const { estimatedSettlementAt, receipt } = settlement;
      await trx('shipping_uploads')
        .where({ id: row.id })
        .update({
          updated_at: at,
          ...(estimatedSettlementAt ? { estimated_settlement_at: estimatedSettlementAt } : {}),
          ...(receipt ? { received_at: receipt.receivedAt } : {}),
          ...(receipt?.settledAt ? { settled_at: receipt.settledAt } : {}),
        });
      if (receipt && row.received_at === null) await announce(strapi, trx, { row, receipt, at });
    });

async function announce(
  strapi: Core.Strapi,
  trx: Trx,
  { row, receipt, at }: { row: ShippingUploadRow; receipt: NonNullable<Settlement['receipt']>; at: Date },
): Promise<void> {
  await appendEvent(strapi, trx, {
    name: 'wechat.receipt-confirmed',
    aggregateId: row.out_trade_no,
    payload: {
      transactionId: row.transaction_id,
      orderNo: row.order_no,
      outTradeNo: row.out_trade_no,
      method: receipt.method,
      receivedAt: receipt.receivedAt.toISOString(),
    },
    at,
  });
}
