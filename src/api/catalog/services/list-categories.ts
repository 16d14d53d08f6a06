import type { Core } from '@strapi/strapi';
import { readSelection } from '../../../platform/content/public-content-query';
import { readRows } from '../../../platform/content/public-content-read';
import { categories } from '../public/categories';

const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** The categories of the first level, for the start page. */
  async listRoots(limit: number, at: Date): Promise<Record<string, unknown>[]> {
    const rows = await readRows(strapi, categories, {
      ...readSelection(categories, {}, at),
      where: { $and: [categories.visible(at), { parent: { id: { $null: true } } }] },
      orderBy: [...categories.sort, { id: 'asc' }],
      limit,
      offset: 0,
    });
    return rows.map(({ shown }) => shown);
  },
});

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.list-categories': ReturnType<typeof factory>;
  }
}
