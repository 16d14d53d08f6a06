import type { Core } from '@strapi/strapi';

interface PanelRoute {
  handler: unknown;
  config: { middlewares?: unknown[] };
}

/** Where content-manager shows records without asking the conditions of a permission, and what asks them here. */
const GUARDS: Readonly<Record<string, string>> = {
  'relations.findAvailable': 'api::merchant.own-targets',
  'collection-types.bulkFindForValidation': 'api::merchant.own-documents',
  'collection-types.countManyEntriesDraftRelations': 'api::merchant.own-documents',
};

/** Puts our questions before those routes. The routes outlive an application in tests, so none is put there twice. */
export function guardListings(strapi: Core.Strapi): void {
  const plugin = strapi.plugins['content-manager'] as unknown as { routes: { admin: { routes: PanelRoute[] } } };
  for (const { handler, config } of plugin.routes.admin.routes) {
    const guard = typeof handler === 'string' ? GUARDS[handler] : undefined;
    const { middlewares = [] } = config;
    if (guard && !middlewares.includes(guard)) config.middlewares = [guard, ...middlewares];
  }
}
