import type { Core } from '@strapi/strapi';
import { toInteger, toIso } from '../../../platform/database/rows';
import { pageOf, readCursor } from '../../../platform/http/cursor';
import type { SettlementsQuery } from '../requests';
import { amountsOf, type SettlementRow } from '../store/settlement-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.read-settlements': ReturnType<typeof factory>;
  }
}

/** A page of a merchant's settlements, newest first. */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (merchantId: number, { status, from, to, limit, cursor }: SettlementsQuery) => {
    const below = readCursor(cursor);
    const query = strapi.db
      .connection('settlements')
      .where({ merchant_id: merchantId })
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (status) query.andWhere('state', status);
    if (from) query.andWhere('day', '>=', from);
    if (to) query.andWhere('day', '<=', to);
    if (below !== null) query.andWhere('id', '<', below);
    const { rows, meta } = pageOf((await query) as SettlementRow[], limit);
    return { data: rows.map(shape), meta };
  };

export default factory;

const shape = (row: SettlementRow) => ({
  documentId: row.document_id,
  day: row.day,
  status: row.state,
  paidAmount: toInteger(row.paid_amount),
  refundedAmount: toInteger(row.refunded_amount),
  commission: toInteger(row.commission),
  ...amountsOf(row),
  orderCount: row.order_count,
  refundCount: row.refund_count,
  settledAt: toIso(row.settled_at),
});
