import { checkPointsOffer } from '../../../domain/pricing/redeem-points';
import { Refusal } from '../../../platform/errors/refusal';
import { unwrap } from '../../../platform/errors/unwrap';
import type { BuyerFacts } from './buyer';

/**
 * Lets a purchase go on only if its buyer can use so many points now; preview and placing ask alike.
 * @throws Refusal BusinessError for an account that operations have frozen; InsufficientPointsError
 */
export function assertPointsOffer(
  points: number,
  { isPointsFrozen, pointsAvailable }: Pick<BuyerFacts, 'isPointsFrozen' | 'pointsAvailable'>,
): void {
  if (points > 0 && isPointsFrozen) {
    throw new Refusal(
      'BusinessError',
      { reason: 'points_account_frozen' },
      { zh: '积分账户已被冻结，请联系客服', en: 'The points account is frozen' },
    );
  }
  unwrap(checkPointsOffer(points, pointsAvailable));
}
