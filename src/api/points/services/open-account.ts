import type { Core } from '@strapi/strapi';
import { inTransaction } from '../../../platform/database/in-transaction';
import { lockAccount } from '../store/account';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.open-account': OpenAccount;
  }
}

export interface OpenAccount {
  /** Makes sure that somebody has a points account, so that staff find it also before the first points. */
  (userId: number, at: Date): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): OpenAccount =>
  async (userId, at) => {
    await inTransaction(strapi, (trx) => lockAccount(trx, userId, at));
  };
