import type { Core } from '@strapi/strapi';
import { getService, type Services } from '../../../platform/get-service';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.read-account-of': ReadAccountOf;
  }
}

export interface ReadAccountOf {
  /** The account of the member with this documentId. @throws Refusal NotFoundError */
  (documentId: string, at: Date): ReturnType<Services['api::points.read-account']>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ReadAccountOf =>
  async (documentId, at) => {
    const { id } = await getService(strapi, 'api::member.find-member')(strapi.db.connection, { documentId });
    return getService(strapi, 'api::points.read-account')(id, at);
  };
