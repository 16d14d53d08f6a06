import type { Core } from '@strapi/strapi';
import { type Liability, liabilityByMonth, type MonthlyLiability, worthOf } from '../../../domain/points/liability';
import { environmentOf, now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { sumByEnd, sumOfAccounts } from '../store/outstanding';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.read-liability': ReadLiability;
  }
}

export interface LiabilityReport {
  at: string;
  /** How many points are redeemed for one yuan, as the shop has set it now. */
  pointsPerYuan: number;
  /** All points that users own and can still use: `available` and `frozen`. */
  outstanding: Liability;
  available: Liability;
  /** Held by unpaid orders. */
  frozen: Liability;
  /** What users owe, and later points will pay. */
  debt: Liability;
  /** `available` by the month in which it ends. */
  months: MonthlyLiability[];
}

export interface ReadLiability {
  /** What the shop owes its users in points, and in yuan by the redemption ratio. Points that have ended are not owed any more. */
  (): Promise<LiabilityReport>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ReadLiability =>
  async () => {
    const at = now(strapi);
    const db = strapi.db.connection;
    const { redemptionPointsPerYuan: pointsPerYuan } = await getService(strapi, 'api::operations.shop-settings').read(
      db,
    );
    const sums = await sumByEnd(db, at);
    const { frozen, debt } = await sumOfAccounts(db);
    const available = sums.reduce((total, { points }) => total + points, 0);
    const worth = (points: number): Liability => ({ points, amount: worthOf(points, pointsPerYuan) });
    return {
      at: at.toISOString(),
      pointsPerYuan,
      outstanding: worth(available + frozen),
      available: worth(available),
      frozen: worth(frozen),
      debt: worth(debt),
      months: liabilityByMonth(sums, { timeZone: environmentOf(strapi).SHOP_TIMEZONE, pointsPerYuan }),
    };
  };
