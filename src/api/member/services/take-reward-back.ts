import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';
import { findStandingPayment, lockRewardedBy, reopenInvitation } from '../store/invitations';

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.take-reward-back': TakeRewardBack;
  }
}

export interface TakeRewardBack {
  /**
   * When the order that an invitation was rewarded for is refunded altogether, the inviter gives the points back; what he has spent
   * is owed. The invitation is open again: another order that the friend has paid and kept takes the place at once, or the
   * next one does. Told of the same refund again, it does nothing.
   */
  (refund: { userId: number; orderNo: string; isComplete: boolean }): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): TakeRewardBack =>
  async ({ userId, orderNo, isComplete }) => {
    if (!isComplete) return;
    const at = now(strapi);
    await inTransaction(strapi, async (trx) => {
      const invitation = await lockRewardedBy(trx, orderNo);
      if (!invitation) return;
      await getService(strapi, 'api::points.claw-back-points')(trx, {
        userId: invitation.inviterId,
        // The ledger is the inviter's, who has no business with the number of a friend's order.
        orderNo: null,
        operationNo: `invite:${orderNo}`,
        awardKey: `invite:${userId}`,
        points: invitation.pointsAwarded,
        reason: '好友的订单已退款，收回邀请奖励',
        at,
      });
      await reopenInvitation(trx, invitation.id, at);
    });
    const standing = await findStandingPayment(strapi.db.connection, userId);
    if (standing) await getService(strapi, 'api::member.reward-inviter')({ userId, ...standing });
  };
