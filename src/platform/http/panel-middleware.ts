import type { Core } from '@strapi/strapi';

interface PanelRoute {
  handler: unknown;
  config: { middlewares?: unknown[] };
}

/**
 * Puts a middleware of a feature, by its name, before a route of content-manager. Call from the feature's register(). The routes
 * outlive an application in tests, so none is put there twice.
 * @param handler `controller.action` as content-manager names it, `collection-types.find`
 */
export function addPanelMiddleware(strapi: Core.Strapi, { handler, name }: { handler: string; name: string }): void {
  const plugin = strapi.plugins['content-manager'] as unknown as { routes: { admin: { routes: PanelRoute[] } } };
  const route = plugin.routes.admin.routes.find((candidate) => candidate.handler === handler);
  if (!route) throw new Error(`content-manager has no route for ${handler}`);
  const { middlewares = [] } = route.config;
  if (!middlewares.includes(name)) route.config.middlewares = [name, ...middlewares];
}
