import type { Core } from '@strapi/strapi';
import { now, resolve } from '../../../platform/container';
import { createNumber } from '../../../platform/database/numbers';
import { type StoredInstant, toDate } from '../../../platform/database/rows';
import type { ProfitSharingRow } from '../store/profit-sharing-rows';
import { codeOf, isProvedRefusal, messageOf } from '../store/proved-refusal';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.unfreeze-payment': UnfreezePayment;
  }
}

export interface UnfreezePayment {
  /**
   * Gives what is still frozen of a payment to the shop, and believes it only when WeChat says that nothing is frozen any more, or
   * does not answer for want of permission when it has long freed the money by itself. What staff have called not shared goes back
   * to being shared when WeChat answers again and says otherwise.
   * @throws Error when something still is
   */
  (sharing: ProfitSharingRow): Promise<void>;
}

/** WeChat frees the money by itself after 30 days (wechat.md A12). */
const SURELY_FREE_MS = 31 * 86_400_000;

export default ({ strapi }: { strapi: Core.Strapi }): UnfreezePayment =>
  async (sharing) => {
    const { id, transaction_id: transactionId } = sharing;
    const gateway = resolve(strapi, 'mallard.wechat-pay');
    const rows = () => strapi.db.connection('profit_sharings').where({ id, state: 'unfreezing' });
    if (sharing.closed_by !== null && (await isSplitAfterAll(strapi, sharing))) {
      const about = { category: 'audit', orderNo: sharing.order_no, closedBy: sharing.closed_by };
      strapi.log.error('WeChat has a split that staff have called not shared', about);
      const asBefore = { state: 'processing', closed_by: null, close_note: null };
      await rows().update({ ...asBefore, next_attempt_at: now(strapi), updated_at: now(strapi) });
      return;
    }
    const { frozen, refusal } = await askWhatIsFrozen(strapi, sharing);
    if (frozen > 0) {
      // With a number that it knows WeChat answers 200 and does nothing; a second unfreezing moves no money.
      const outOrderNo = createNumber('U', now(strapi));
      const isStillWanted = await rows().update({ unfreeze_no: outOrderNo });
      // Somebody else has decided otherwise meanwhile, and WeChat takes no unfreezing back.
      if (isStillWanted === 0) return;
      await gateway.unfreeze({ transactionId, outOrderNo, description: '解冻剩余资金' });
      const left = await gateway.queryUnsplitAmount(transactionId);
      if (left > 0) throw new Error(`${String(left)} fen are still frozen`);
    }
    const at = now(strapi);
    const end = { state: 'unfrozen', finished_at: at, next_attempt_at: null, attempts: 0, updated_at: at };
    await rows().update({ ...end, ...refusal });
  };

async function isSplitAfterAll(strapi: Core.Strapi, sharing: ProfitSharingRow): Promise<boolean> {
  const { out_order_no: outOrderNo, transaction_id: transactionId } = sharing;
  if (outOrderNo === null) return false;
  try {
    const split = await resolve(strapi, 'mallard.wechat-pay').queryProfitSharing(outOrderNo, transactionId);
    return (
      split?.receivers.some(({ account, result }) => account === sharing.receiver_account && result !== 'CLOSED') ??
      false
    );
  } catch (error) {
    // Still no answer: what staff have found out stands.
    if (isProvedRefusal(error)) return false;
    throw error;
  }
}

interface Frozen {
  frozen: number;
  /** Why WeChat did not say so itself. */
  refusal?: { last_error: string; last_error_code: string | null };
}

async function askWhatIsFrozen(strapi: Core.Strapi, sharing: ProfitSharingRow): Promise<Frozen> {
  try {
    return { frozen: await resolve(strapi, 'mallard.wechat-pay').queryUnsplitAmount(sharing.transaction_id) };
  } catch (error) {
    if (!isProvedRefusal(error) || !(await isSurelyFree(strapi, sharing))) throw error;
    const code = codeOf(error);
    const about = { category: 'audit', orderNo: sharing.order_no, code };
    strapi.log.error('a frozen payment counts as free although WeChat does not say so', about);
    return { frozen: 0, refusal: { last_error: messageOf(error), last_error_code: code } };
  }
}

async function isSurelyFree(strapi: Core.Strapi, sharing: ProfitSharingRow): Promise<boolean> {
  const payment = (await strapi.db.connection('payments').where({ id: sharing.payment_id }).first('paid_at')) as {
    paid_at: StoredInstant;
  };
  return now(strapi).getTime() - toDate(payment.paid_at).getTime() > SURELY_FREE_MS;
}
