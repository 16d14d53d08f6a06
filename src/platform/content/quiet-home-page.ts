import type { Core } from '@strapi/strapi';

interface CountingServices {
  getCountDocuments(): Promise<{ draft: number; published: number; modified: number }>;
}
interface StatisticsServices {
  getKeyStatistics(): Promise<Record<string, number>>;
}

/**
 * The panel's home page asks for counts over every table even when no widget shows them, which takes seconds in a shop
 * with many orders. Our home page has no such widgets, so the answers are empty.
 */
export function quietHomePage(strapi: Core.Strapi): void {
  const contents = strapi.plugin('content-manager').service('homepage') as CountingServices;
  contents.getCountDocuments = () => Promise.resolve({ draft: 0, published: 0, modified: 0 });
  const panel = strapi.service('admin::homepage') as unknown as StatisticsServices;
  panel.getKeyStatistics = () => Promise.resolve({});
}
