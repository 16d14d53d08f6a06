import type { Core } from '@strapi/strapi';
import { Refusal } from '../errors/refusal';
import { type Context, memberOf, type MerchantRole, type MerchantScope, type Next } from './context';

const DOCUMENT_ID = /^[a-z0-9]{1,32}$/;

/**
 * Middleware behind the sign-in: for which merchant does this user act, and may somebody with this role do so?
 * The one place that answers it. A merchant that is not the caller's is as good as none.
 * @throws Refusal MerchantAccessError with `details.reason`
 */
export function enterMerchant(strapi: Core.Strapi, options: { roles: readonly MerchantRole[] }) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const documentId = ctx.get('x-merchant-id');
    if (!documentId) throw refusal('header_missing');
    const staff = await findStaff(strapi, memberOf(ctx).id, documentId);
    if (!staff) throw refusal('not_staff');
    if (staff.state !== 'active') throw refusal('not_active', { status: staff.state });
    if (!options.roles.includes(staff.role)) throw refusal('role', { role: staff.role, roles: options.roles });
    ctx.state.merchant = { id: staff.id, documentId, name: staff.name, role: staff.role };
    await next();
  };
}

/** The merchant of a request; only for routes whose audience is `merchant`. */
export function merchantOf(ctx: Context): MerchantScope {
  if (!ctx.state.merchant) throw new Error('merchantOf was called on a route without a merchant');
  return ctx.state.merchant;
}

const refusal = (reason: string, details: Record<string, unknown> = {}) =>
  new Refusal('MerchantAccessError', { reason, ...details });

interface StaffRow {
  id: number;
  name: string;
  state: string;
  role: MerchantRole;
}

async function findStaff(strapi: Core.Strapi, userId: number, documentId: string): Promise<StaffRow | undefined> {
  if (!DOCUMENT_ID.test(documentId)) return undefined;
  return strapi.db
    .connection('merchant_staff as s')
    .join('merchants as m', 'm.id', 's.merchant_id')
    .where({ 's.user_id': userId, 's.enabled': true, 'm.document_id': documentId })
    .first<StaffRow | undefined>('m.id', 'm.name', 'm.state', 's.role');
}
