import type { Core } from '@strapi/strapi';
import type { ProfitSharingState } from '../../../gateways/wechat-pay/port';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { lockSharing, type ProfitSharingRow } from '../store/profit-sharing-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.apply-profit-sharing': ApplyProfitSharing;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    /** A merchant did not get its share; somebody has to look why. */
    'profit_sharing.failed': { orderNo: string; reason: string };
  }
}

export interface ApplyProfitSharing {
  /**
   * Applies what WeChat verifiably says of a split; safe to repeat.
   * @throws Error when WeChat speaks of another receiver or amount
   */
  (known: ProfitSharingRow, state: ProfitSharingState): Promise<void>;
}

const OPEN: ReadonlySet<string> = new Set(['created', 'processing']);
const ASK_AGAIN_MS = 60_000;

export default ({ strapi }: { strapi: Core.Strapi }): ApplyProfitSharing =>
  (known, state) =>
    inTransaction(strapi, async (trx) => {
      const { sharing } = await lockSharing(trx, known);
      if (!OPEN.has(sharing.state) || sharing.out_order_no !== state.outOrderNo) return;
      const at = now(strapi);
      const change = changeFor(sharing, state, at);
      await trx('profit_sharings')
        .where({ id: sharing.id })
        .update({ ...change, results: JSON.stringify(resultsOf(state)), attempts: 0, updated_at: at });
      if (change.state !== 'unfreezing') return;
      const { order_no: orderNo } = sharing;
      const payload = { orderNo, reason: change.last_error_code };
      await appendEvent(strapi, trx, { name: 'profit_sharing.failed', aggregateId: orderNo, payload, at });
    });

/** The end of a split says nothing yet; what counts is the result of its receiver. */
function changeFor(sharing: ProfitSharingRow, state: ProfitSharingState, at: Date) {
  const ours = state.receivers.find(
    ({ type, account }) => type === sharing.receiver_type && account === sharing.receiver_account,
  );
  if (ours?.amountFen !== sharing.amount) throw new Error('WeChat speaks of another share');
  if (state.state === 'FINISHED' && ours.result === 'SUCCESS')
    return {
      state: 'finished' as const,
      shared_amount: sharing.amount,
      finished_at: ours.finishTime ?? at,
      next_attempt_at: null,
      last_error: null,
      last_error_code: null,
    };
  if (state.state === 'FINISHED' && ours.result === 'CLOSED')
    return {
      state: 'unfreezing' as const,
      next_attempt_at: at,
      last_error: 'the receiver did not get its share',
      last_error_code: ours.failReason ?? 'CLOSED',
    };
  return { state: 'processing' as const, next_attempt_at: new Date(at.getTime() + ASK_AGAIN_MS) };
}

/** What staff see of it, without accounts. */
const resultsOf = ({ orderId, state, receivers }: ProfitSharingState) => ({
  orderId,
  state,
  receivers: receivers.map(({ type, amountFen, result, failReason }) => ({ type, amountFen, result, failReason })),
});
