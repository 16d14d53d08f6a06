import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { type StoredInstant, toDate } from '../../../platform/database/rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.wake-profit-sharing': WakeProfitSharing;
  }
}

export interface WakeProfitSharing {
  /** The order is completed or refunded: its frozen payments are due, as soon as WeChat takes splits of them. */
  (orderNo: string): Promise<void>;
}

/** WeChat takes no split within a minute of the payment (wechat.md A12). */
const LEAST_AGE_MS = 65_000;

export default ({ strapi }: { strapi: Core.Strapi }): WakeProfitSharing =>
  async (orderNo) => {
    const { connection } = strapi.db;
    const rows = (await connection('profit_sharings as s')
      .join('payments as p', 'p.id', 's.payment_id')
      .where({ 's.order_no': orderNo, 's.state': 'frozen' })
      .select('s.id', 'p.paid_at')) as { id: number; paid_at: StoredInstant }[];
    for (const { id, paid_at: paidAt } of rows) {
      const due = Math.max(now(strapi).getTime(), toDate(paidAt).getTime() + LEAST_AGE_MS);
      await connection('profit_sharings')
        .where({ id, state: 'frozen' })
        .update({ next_attempt_at: new Date(due) });
    }
  };
