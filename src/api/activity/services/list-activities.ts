import type { Core } from '@strapi/strapi';
import { readSelection } from '../../../platform/content/public-content-query';
import { readRows } from '../../../platform/content/public-content-read';
import { activities } from '../public/activities';

const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** Banners or notices that run at this moment, most important first. */
  async listRunning(kind: 'banner' | 'notice', limit: number, at: Date): Promise<Record<string, unknown>[]> {
    const rows = await readRows(strapi, activities, {
      ...readSelection(activities, {}, at),
      where: { $and: [activities.visible(at), { kind }] },
      orderBy: [...activities.sort, { id: 'asc' }],
      limit,
      offset: 0,
    });
    return rows.map(({ shown }) => shown);
  },
});

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::activity.list-activities': ReturnType<typeof factory>;
  }
}
