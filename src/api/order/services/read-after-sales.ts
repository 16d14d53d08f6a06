import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../platform/errors/refusal';
import { pageOf, readCursor } from '../../../platform/http/cursor';
import { type CaseWithRefund, shapeAfterSale } from '../shapes/after-sale-shape';
import { casesWithRefund } from '../store/cases';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.read-after-sales': ReturnType<typeof factory>;
  }
}

/** Whose cases: a buyer's, or a merchant's; row ids. */
export type CaseOwner = { userId: number } | { merchantId: number };

interface ListRequest {
  owner: CaseOwner;
  status?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

const columnOf = (owner: CaseOwner): Record<string, number> =>
  'userId' in owner ? { 'a.user_id': owner.userId } : { 'a.merchant_id': owner.merchantId };

const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** One of the owner's cases. @throws Refusal NotFoundError, for somebody else's too */
  async find(owner: CaseOwner, afterSaleNo: string) {
    const [row] = (await casesWithRefund(strapi.db.connection)
      .where(columnOf(owner))
      .andWhere('a.after_sale_no', afterSaleNo)) as CaseWithRefund[];
    if (!row) throw new Refusal('NotFoundError', { afterSaleNo });
    return shapeAfterSale(row);
  },

  /** The owner's cases, newest first. */
  async list({ owner, status, limit, cursor }: ListRequest) {
    const below = readCursor(cursor);
    const query = casesWithRefund(strapi.db.connection)
      .where(columnOf(owner))
      .orderBy('a.id', 'desc')
      .limit(limit + 1);
    if (status) query.andWhere('a.state', status);
    if (below !== null) query.andWhere('a.id', '<', below);
    const page = pageOf((await query) as CaseWithRefund[], limit);
    return { data: page.rows.map(shapeAfterSale), meta: page.meta };
  },
});

export default factory;
