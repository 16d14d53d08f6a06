import type { Core } from '@strapi/strapi';
import { resolve } from '../../../platform/container';
import { toIso } from '../../../platform/database/rows';
import { type cursorQuery, pageOf, readCursor } from '../../../platform/http/cursor';
import type { z } from 'zod';
import type { PayoutRow } from '../store/payout-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.read-payouts': ReturnType<typeof factory>;
  }
}

/** A page of the money a user got or will get, newest first, with what the mini-program needs for confirming it. */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (userId: number, { limit, cursor }: z.infer<typeof cursorQuery>) => {
    const below = readCursor(cursor);
    const query = strapi.db
      .connection('payouts')
      .where({ user_id: userId })
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (below !== null) query.andWhere('id', '<', below);
    const { rows, meta } = pageOf((await query) as PayoutRow[], limit);
    const { appId, mchId } = resolve(strapi, 'mallard.wechat-pay').identity;
    return { data: rows.map((row) => shape(row, { appId, mchId })), meta };
  };

export default factory;

const shape = (row: PayoutRow, identity: { appId: string; mchId: string }) => ({
  documentId: row.document_id,
  amount: row.amount,
  scene: row.scene,
  remark: row.remark,
  status: row.state,
  /** Arguments of `wx.requestMerchantTransfer`. */
  confirmation:
    row.state === 'waiting_confirmation' && row.package_info !== null
      ? { ...identity, package: row.package_info }
      : null,
  succeededAt: toIso(row.succeeded_at),
  createdAt: toIso(row.created_at),
});
