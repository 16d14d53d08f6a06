import type { Core } from '@strapi/strapi';
import { growthOfReturn } from '../../../domain/member/growth';
import type { Fen } from '../../../domain/shared/fen';
import type { Trx } from '../../../platform/database/in-transaction';
import { toInteger } from '../../../platform/database/rows';
import { getService } from '../../../platform/get-service';

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.take-growth-back': TakeGrowthBack;
  }
}

export interface ReturnedGoods {
  userId: number;
  orderNo: string;
  /** The after-sale case: the same one counts once. */
  operationNo: string;
  /** Fen of goods that go back now, freight excluded. */
  amount: Fen;
  /** Fen of goods that had not gone back before. */
  left: Fen;
  at: Date;
}

export interface TakeGrowthBack {
  /** Takes growth back with returned goods, in the refund's transaction; all returns of an order together take all it brought. */
  (trx: Trx, returned: ReturnedGoods): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): TakeGrowthBack =>
  async (trx, { userId, orderNo, operationNo, amount, left, at }) => {
    const [sum] = (await trx('growth_records')
      .where({ order_no: orderNo, user_id: userId })
      .sum('change as growth')) as {
      growth: unknown;
    }[];
    const growth = growthOfReturn({ growth: toInteger(sum?.growth), amount, left });
    if (growth === 0) return;
    const wish = {
      userId,
      change: -growth,
      reason: 'refund' as const,
      operationNo: `refund:${operationNo}`,
      orderNo,
      at,
    };
    await getService(strapi, 'api::member.change-growth')(trx, wish);
  };
