import type { Core } from '@strapi/strapi';
import { decideSharing, type SharingDecision } from '../../../domain/payment/sharing-decision';
import { bps } from '../../../domain/shared/basis-points';
import { fen } from '../../../domain/shared/fen';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { createNumber } from '../../../platform/database/numbers';
import { toDate } from '../../../platform/database/rows';
import { getService, type Services } from '../../../platform/get-service';
import { type LockedSharing, lockSharing, type ProfitSharingRow } from '../store/profit-sharing-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.decide-profit-sharing': DecideProfitSharing;
  }
}

export interface DecideProfitSharing {
  /**
   * Decides what becomes of frozen money and writes it down: the amount is fixed with the order locked, so that refunds booked
   * before are taken off and those booked later are returned.
   * @returns the row as it is now; still `frozen` when it has to wait
   */
  (known: ProfitSharingRow): Promise<ProfitSharingRow>;
}

type Terms = Awaited<ReturnType<Services['api::merchant.find-profit-receiver']>>;

const LOOK_AGAIN_MS = 10 * 60_000;

export default ({ strapi }: { strapi: Core.Strapi }): DecideProfitSharing =>
  (known) =>
    inTransaction(strapi, async (trx) => {
      const locked = await lockSharing(trx, known);
      if (locked.sharing.state !== 'frozen') return locked.sharing;
      const at = now(strapi);
      const { merchant_id: merchantId } = locked.sharing;
      const terms = merchantId ? await getService(strapi, 'api::merchant.find-profit-receiver')(trx, merchantId) : null;
      const isOrders = await isItsOrders(trx, locked.payment.id);
      const decision = decide({ ...locked, terms, isOrders, at });
      const [row] = (await trx('profit_sharings')
        .where({ id: known.id })
        .update({ ...changeFor(decision, { locked, terms, at }), updated_at: at })
        .returning('*')) as ProfitSharingRow[];
      if (!row) throw new Error(`split ${known.id} disappeared`);
      return row;
    });

/** Money that came late or twice is booked together with the refund that sends it back, also when WeChat closes that. */
async function isItsOrders(trx: Trx, paymentId: number): Promise<boolean> {
  const wayBack: unknown = await trx('refunds')
    .where({ payment_id: paymentId })
    .whereIn('reason', ['late_payment', 'surplus_payment'])
    .first('id');
  return wayBack === undefined;
}

interface Question extends LockedSharing {
  terms: Terms;
  isOrders: boolean;
  at: Date;
}

function decide({ order, payment, sharing, terms, isOrders, at }: Question): SharingDecision {
  const ready = terms?.isRegistered ? 'ready' : 'pending';
  return decideSharing({
    isOrders,
    orderStatus: order.state,
    net: fen(payment.amount - payment.refunded_amount - payment.refunding_amount),
    isRefundUnderWay: payment.refunding_amount > 0,
    rate: bps(sharing.commission_bps),
    receiver: terms?.sharesProfit && terms.receiver ? ready : 'none',
    isLast: at >= toDate(sharing.stop_at),
  });
}

interface Change {
  locked: LockedSharing;
  terms: Terms;
  at: Date;
}

function changeFor(decision: SharingDecision, { locked, terms, at }: Change): Record<string, unknown> {
  const { order, payment, sharing } = locked;
  if (decision.kind === 'share')
    return {
      state: 'created',
      out_order_no: createNumber('F', at),
      amount: decision.share,
      commission: decision.commission,
      receiver_type: terms?.receiver?.type,
      receiver_account: terms?.receiver?.account,
      receiver_name: terms?.receiver?.name,
      sent_at: null,
    };
  if (decision.kind === 'unfreeze') return { state: 'unfreezing' };
  // Until the order is completed only the last moment counts; its completion wakes the row.
  const isOpen = order.state !== 'completed' && payment.refunding_amount === 0;
  const stopAt = toDate(sharing.stop_at);
  const soon = new Date(at.getTime() + LOOK_AGAIN_MS);
  return { next_attempt_at: isOpen || soon > stopAt ? stopAt : soon };
}
