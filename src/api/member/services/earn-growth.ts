import type { Core } from '@strapi/strapi';
import { growthForPayment } from '../../../domain/member/growth';
import type { Fen } from '../../../domain/shared/fen';
import type { Trx } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.earn-growth': EarnGrowth;
  }
}

export interface CompletedPurchase {
  userId: number;
  orderNo: string;
  /** Money of the goods in fen: without freight, less what was refunded. */
  paidAmount: Fen;
  at: Date;
}

export interface EarnGrowth {
  /**
   * Growth for a completed order by the shop's settings, in the transaction that completes it; once an order.
   * @returns the growth that the order earned, also when asked again
   */
  (trx: Trx, purchase: CompletedPurchase): Promise<number>;
}

export default ({ strapi }: { strapi: Core.Strapi }): EarnGrowth =>
  async (trx, { userId, orderNo, paidAmount, at }) => {
    const { growthPerYuan } = await getService(strapi, 'api::operations.shop-settings').read(trx);
    const growth = growthForPayment(paidAmount, growthPerYuan);
    if (growth === 0) return 0;
    const { change } = await getService(strapi, 'api::member.change-growth')(trx, {
      userId,
      change: growth,
      reason: 'order_completed',
      operationNo: `order_completed:${orderNo}`,
      orderNo,
      at,
    });
    return change;
  };
