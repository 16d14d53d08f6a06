import type { Core } from '@strapi/strapi';
import { fen } from '../../../domain/shared/fen';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';
import { hasOpenInvitation, takeFirstPayment } from '../store/invitations';

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.reward-inviter': RewardInviter;
  }
}

export interface RewardInviter {
  /**
   * Gives the inviter the points of the invite rules when the invited user pays money for the first time. Whatever the
   * rules say then is final: a later payment brings nothing more, however often or in whatever order it is told of. A payment
   * that was refunded altogether is none, also when it is told of only afterwards; the next one is the first then.
   */
  (payment: { userId: number; orderNo: string; payAmount: number }): Promise<void>;
}

interface PaidOrderRow {
  state: string;
  paid_amount: number;
  freight_amount: number;
  merchant_id: number | null;
}

export default ({ strapi }: { strapi: Core.Strapi }): RewardInviter =>
  async ({ userId, orderNo, payAmount }) => {
    // An order paid with points alone is no purchase: the points of signing up would pay for it.
    if (payAmount <= 0) return;
    // Most who pay were not invited, or paid long ago: their orders are left alone.
    if (!(await hasOpenInvitation(strapi.db.connection, userId))) return;
    const at = now(strapi);
    await inTransaction(strapi, async (trx) => {
      // Locked, so that a refund comes before this and is seen, or after it and takes the points back.
      const order = (await trx('orders')
        .where({ order_no: orderNo })
        .forUpdate()
        .first('state', 'paid_amount', 'freight_amount', 'merchant_id')) as PaidOrderRow;
      if (order.state === 'refunded') return;
      const invitation = await takeFirstPayment(trx, { inviteeId: userId, orderNo, at });
      if (!invitation) return;
      const { points } = await getService(strapi, 'api::points.award-points')(trx, {
        userId: invitation.inviterId,
        scene: 'invite',
        // With the order, because the reward comes anew when that of an earlier order was taken back.
        key: `invite:${userId}:${orderNo}`,
        description: '邀请好友奖励',
        paidAmount: fen(order.paid_amount),
        freightAmount: fen(order.freight_amount),
        merchantId: order.merchant_id,
        at,
      });
      if (points > 0) await trx('invitations').where({ id: invitation.id }).update({ points_awarded: points });
    });
  };
