import type { Core } from '@strapi/strapi';
import { growthOfReturn } from '../../../domain/member/growth';
import { yearBefore } from '../../../domain/member/level-change';
import { startOfDay } from '../../../domain/shared/calendar-day';
import type { Fen } from '../../../domain/shared/fen';
import { environmentOf } from '../../../platform/container';
import type { Trx } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';
import { findGrowthOf, findLastEvaluation, lockMember } from '../store/growth';

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
  /**
   * Takes growth back with returned goods, in the refund's transaction; all returns of an order together take all it brought.
   * Growth that a yearly evaluation has dropped is gone already, so its return takes nothing of what came later.
   */
  (trx: Trx, returned: ReturnedGoods): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): TakeGrowthBack =>
  async (trx, { userId, orderNo, operationNo, amount, left, at }) => {
    // Locked first: an evaluation that is under way decides what there is to take.
    await lockMember(trx, userId);
    const brought = await findGrowthOf(trx, { userId, orderNo });
    if (brought === null || (await isDropped(strapi, trx, { userId, earnedAt: brought.earnedAt }))) return;
    const growth = growthOfReturn({ growth: brought.growth, amount, left });
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

async function isDropped(
  strapi: Core.Strapi,
  trx: Trx,
  { userId, earnedAt }: { userId: number; earnedAt: Date },
): Promise<boolean> {
  const dueOn = await findLastEvaluation(trx, userId);
  return dueOn !== null && earnedAt < startOfDay(yearBefore(dueOn), environmentOf(strapi).SHOP_TIMEZONE);
}
