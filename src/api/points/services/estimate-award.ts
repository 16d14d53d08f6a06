import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { evaluateAward, pointsPerLine } from '../../../domain/points/award-points';
import type { EarnPoints } from '../../../domain/pricing/types';
import type { Bps } from '../../../domain/shared/basis-points';
import { calendarDayOf } from '../../../domain/shared/calendar-day';
import { sumFen, ZERO_FEN } from '../../../domain/shared/fen';
import { environmentOf } from '../../../platform/container';
import { loadRules } from '../store/rules';
import { readUsage } from '../store/usage';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.estimate-award': EstimateAward;
  }
}

export interface EstimateAward {
  /** What a payment would earn if it came now; the award itself is decided again when the money is there. */
  (
    connection: Knex,
    buyer: { userId: number; multiplierBps: Bps; merchantId: number | null; at: Date },
  ): Promise<EarnPoints>;
}

export default ({ strapi }: { strapi: Core.Strapi }): EstimateAward => {
  const timeZone = environmentOf(strapi).SHOP_TIMEZONE;
  return async (connection, buyer) => {
    const rules = await loadRules(strapi, connection, 'payment');
    const usage = await readUsage(connection, { rules, userId: buyer.userId, day: calendarDayOf(buyer.at, timeZone) });
    return (lines) => {
      const result = evaluateAward({
        rules,
        scene: 'payment',
        paidAmount: sumFen(lines.map((line) => line.paidAmount)),
        freightAmount: ZERO_FEN,
        memberMultiplierBps: buyer.multiplierBps,
        merchantId: buyer.merchantId,
        lines,
        at: buyer.at,
        timeZone,
        usage,
      });
      return pointsPerLine(result, lines.length);
    };
  };
};
