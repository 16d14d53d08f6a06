import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.settle-days': SettleDays;
  }
}

export interface SettleDays {
  /**
   * Settles the days that are over, merchant by merchant; one that cannot be settled holds up no other and is tried again next time.
   * @returns how many settlements have changed
   */
  (): Promise<number>;
}

export default ({ strapi }: { strapi: Core.Strapi }): SettleDays =>
  async () => {
    const merchants = (await strapi.db.connection('merchants').orderBy('id').pluck('id')) as number[];
    let touched = 0;
    for (const merchantId of merchants) {
      try {
        touched += await getService(strapi, 'api::merchant.settle-merchant')(merchantId);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        strapi.log.error('a merchant was not settled', { category: 'business', merchantId, error: reason });
      }
    }
    return touched;
  };
