import type { Core } from '@strapi/strapi';
import type { Context } from './context';

export interface AdminRoute {
  method: 'GET' | 'POST';
  /** Below `/shop`. */
  path: string;
  /** What the account needs: an action of the panel, or one on documents of a type. */
  permission: string | { action: string; subject: string };
  handler: (ctx: Context) => Promise<void>;
}

/** Where our own routes of the panel begin. */
export const DEEDS_PREFIX = '/shop';

/** Reading documents of a type in the content manager. */
export const READ_DOCUMENTS = 'plugin::content-manager.explorer.read';

/** A route of our own for signed-in accounts of the panel. Strapi has types for neither its policies nor its admin routes. */
export function addAdminRoute(strapi: Core.Strapi, { method, path, permission, handler }: AdminRoute): void {
  const policies = [
    'admin::isAuthenticatedAdmin',
    { name: 'admin::hasPermissions', config: { actions: [permission] } },
  ];
  strapi.server.routes({
    type: 'admin',
    prefix: DEEDS_PREFIX,
    routes: [{ method, path, handler: handler as never, config: { policies }, info: { type: 'admin' } }],
  } as never);
}
