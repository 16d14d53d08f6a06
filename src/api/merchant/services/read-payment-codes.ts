import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../platform/errors/refusal';
import { pageOf, readCursor } from '../../../platform/http/cursor';
import { type CodeRow, codesOf, shapeCode } from '../store/code-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.read-payment-codes': ReturnType<typeof factory>;
  }
}

const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** One code of the merchant. @throws Refusal NotFoundError, for another merchant's too */
  async find(merchantId: number, documentId: string) {
    const row = (await codesOf(strapi.db.connection, merchantId).andWhere({ document_id: documentId }).first()) as
      CodeRow | undefined;
    if (!row) throw new Refusal('NotFoundError');
    return shapeCode(row);
  },

  /** The merchant's codes, newest first, revoked ones too. */
  async list(merchantId: number, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
    const below = readCursor(cursor);
    const query = codesOf(strapi.db.connection, merchantId)
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (below !== null) query.andWhere('id', '<', below);
    const { rows, meta } = pageOf((await query) as CodeRow[], limit);
    return { data: rows.map(shapeCode), meta };
  },
});

export default factory;
