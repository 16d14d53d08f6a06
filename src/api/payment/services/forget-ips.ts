import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.forget-ips': ForgetIps;
  }
}

export interface ForgetIps {
  /** Forgets networks on which a user has not been seen for long: addresses change hands. Returns how many. */
  (): Promise<number>;
}

const KEEP_DAYS = 90;

export default ({ strapi }: { strapi: Core.Strapi }): ForgetIps =>
  async () =>
    strapi.db
      .connection('familiar_ips')
      .where('last_seen_at', '<', new Date(now(strapi).getTime() - KEEP_DAYS * 86_400_000))
      .delete();
