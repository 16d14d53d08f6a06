import type { Core } from '@strapi/strapi';
import { toIso } from '../../../platform/database/rows';
import { pageOf, readCursor } from '../../../platform/http/cursor';
import type { RecordsQuery } from '../requests';
import { listRecords, type RecordRow } from '../store/reading';

/** A page of a user's ledger, newest first. */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (userId: number, { limit, cursor, type }: RecordsQuery) => {
    const page = { userId, limit, type: type ?? null, before: readCursor(cursor) };
    const { rows, meta } = pageOf(await listRecords(strapi.db.connection, page), limit);
    return { data: rows.map(toRecord), meta };
  };

const toRecord = (row: RecordRow) => ({
  documentId: row.document_id,
  type: row.type,
  change: row.change,
  balanceAfter: row.balance_after,
  source: row.source,
  orderNo: row.order_no,
  description: row.description,
  expiresAt: toIso(row.expires_at),
  createdAt: toIso(row.created_at),
});

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.read-records': ReturnType<typeof factory>;
  }
}
