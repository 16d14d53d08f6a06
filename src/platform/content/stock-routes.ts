import type { Core } from '@strapi/strapi';

const PLUGINS = ['content-type-builder', 'email', 'i18n', 'upload'];

/**
 * Takes the stock plugins' routes out of the Content API. They answer in their own shapes, know nothing of members, and one
 * wrong tick in the role editor would let strangers send mail or read the list of files. Their admin routes stay.
 */
export function closeStockRoutes(strapi: Core.Strapi): void {
  for (const name of PLUGINS) {
    const routers = (strapi.plugins[name] as { routes?: Record<string, { routes: unknown[] } | undefined> } | undefined)
      ?.routes;
    const router = routers?.['content-api'];
    if (router) router.routes = [];
  }
}
