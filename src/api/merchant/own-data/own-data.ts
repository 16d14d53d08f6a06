import type { Core, UID } from '@strapi/strapi';
import { adminService, type HeldPermission } from '../../../platform/admin-services';
import type { Queries } from '../../../platform/database/queries';

/** The condition 仅本商户数据. */
export const OWN_MERCHANT = 'api::own-merchant';

/** How a record of each type leads to its merchant; what stands here a merchant's own account may be let see. */
const PATHS: Readonly<Record<string, string>> = {
  'api::merchant.merchant': 'id',
  'api::merchant.merchant-staff': 'merchant.id',
  'api::merchant.payment-code': 'merchant.id',
  'api::merchant.settlement': 'merchant.id',
  'api::merchant.settlement-line': 'merchant.id',
  'api::catalog.product': 'merchant.id',
  'api::catalog.sku': 'product.merchant.id',
  'api::catalog.inventory': 'sku.product.merchant.id',
  'api::catalog.stock-movement': 'sku.product.merchant.id',
  'api::catalog.review': 'product.merchant.id',
  'api::order.order': 'merchant.id',
  'api::order.order-item': 'order.merchant.id',
  'api::order.shipment': 'merchant.id',
  'api::order.after-sale': 'merchant.id',
  'api::payment.payment': 'order.merchant.id',
  'api::payment.refund': 'order.merchant.id',
  'api::payment.profit-sharing': 'merchant.id',
};

/** The path from a record of this type to the id of its merchant, `product.merchant.id`; undefined: it belongs to none. */
export const merchantPathOf = (uid: string): string | undefined => (Object.hasOwn(PATHS, uid) ? PATHS[uid] : undefined);

/** Row ids of the merchants that an account of the panel was given. */
export const merchantsOf = (db: Queries, adminId: number): Promise<number[]> =>
  db('merchant_operators').where({ admin_id: adminId }).whereNotNull('merchant_id').pluck('merchant_id');

const isOwnOnly = ({ conditions }: HeldPermission): boolean => conditions.includes(OWN_MERCHANT);

/** Whether an account may do this with documents of a type only where they are its own merchants'. */
export async function isLimitedToOwn(
  strapi: Core.Strapi,
  account: { id: number },
  permission: { action: string; subject: string },
): Promise<boolean> {
  const held = await adminService(strapi, 'admin::permission').findUserPermissions(account);
  const grants = held.filter(({ action, subject }) => action === permission.action && subject === permission.subject);
  return grants.length > 0 && grants.every(isOwnOnly);
}

/** Whether any permission of an account is limited to its own merchants: then it works for them, not for the shop. */
export async function worksForMerchants(strapi: Core.Strapi, account: { id: number }): Promise<boolean> {
  return (await adminService(strapi, 'admin::permission').findUserPermissions(account)).some(isOwnOnly);
}

/** Records by row id or by documentId, whichever is known. */
export interface Named {
  ids?: number[];
  documentIds?: string[];
}

/** Whether all of these records that exist belong to one of these merchants. */
export async function areOwn(
  strapi: Core.Strapi,
  { uid, ids = [], documentIds = [] }: Named & { uid: string },
  merchants: number[],
): Promise<boolean> {
  const path = merchantPathOf(uid);
  if (!path) return false;
  const query = strapi.db.query(uid as UID.ContentType);
  const named = { $or: [{ id: { $in: ids } }, { documentId: { $in: documentIds } }] };
  const own = path.split('.').reduceRight<object>((inner, key) => ({ [key]: inner }), { $in: merchants });
  const all = await query.count({ where: named });
  return all === (await query.count({ where: { $and: [named, own] } }));
}
