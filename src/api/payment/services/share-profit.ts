import type { Core } from '@strapi/strapi';
import { queryDelaySeconds } from '../../../domain/payment/query-backoff';
import { now, resolve } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import type { ProfitSharingRow } from '../store/profit-sharing-rows';
import { codeOf, isProvedRefusal, messageOf } from '../store/proved-refusal';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.share-profit': ShareProfit;
  }
}

export interface ShareProfit {
  /**
   * Has WeChat share a decided payment, always under the row's own number, and applies what it says. Somebody who holds an old
   * version of the row sends nothing.
   * @throws WechatPayError when the outcome is not known
   */
  (row: ProfitSharingRow): Promise<void>;
}

const DESCRIPTION = '订单货款分账';
/** Not yet: WeChat has not settled the order, or works on it. Anything else it refuses needs a person. */
const TOO_EARLY: ReadonlySet<string | null> = new Set(['INVALID_REQUEST', 'NOT_ENOUGH', 'RESOURCE_NOT_EXISTS']);

export default ({ strapi }: { strapi: Core.Strapi }): ShareProfit =>
  async (row) => {
    const { out_order_no: outOrderNo, receiver_account: account } = row;
    if (outOrderNo === null || account === null) throw new Error(`split ${row.id} lost its receiver`);
    const gateway = resolve(strapi, 'mallard.wechat-pay');
    const apply = getService(strapi, 'api::payment.apply-profit-sharing');
    if (row.sent_at !== null) {
      const known = await gateway.queryProfitSharing(outOrderNo, row.transaction_id);
      if (known) {
        await apply(row, known);
        return;
      }
    }
    if (!(await isOurs(strapi, row))) return;
    const name = row.receiver_name ? { name: row.receiver_name } : {};
    const receiver = { type: row.receiver_type ?? 'MERCHANT_ID', account, ...name };
    try {
      const state = await gateway.shareProfit({
        transactionId: row.transaction_id,
        outOrderNo,
        receivers: [{ ...receiver, amountFen: row.amount, description: DESCRIPTION }],
        unfreezeUnsplit: true,
      });
      await apply(row, state);
    } catch (error) {
      if (!isProvedRefusal(error)) throw error;
      await takeBack(strapi, row, error);
    }
  };

/** Whoever changes `sent_at` first sends; an instance that has overrun its lease may hold a number that was given up. */
async function isOurs(strapi: Core.Strapi, row: ProfitSharingRow): Promise<boolean> {
  const { id, state, out_order_no, sent_at } = row;
  const changed = await strapi.db
    .connection('profit_sharings')
    .where({ id, state, out_order_no, sent_at })
    .update({ sent_at: now(strapi) });
  return changed === 1;
}

/** WeChat provably did not split: the amount may be decided anew, under another number. */
async function takeBack(strapi: Core.Strapi, row: ProfitSharingRow, error: unknown): Promise<void> {
  const code = codeOf(error);
  const isHopeless = !TOO_EARLY.has(code);
  const attempts = row.attempts + 1;
  const at = now(strapi);
  const again = new Date(at.getTime() + queryDelaySeconds(attempts) * 1000);
  await inTransaction(strapi, async (trx) => {
    const changed = await trx('profit_sharings')
      .where({ id: row.id, state: row.state, out_order_no: row.out_order_no })
      .update({
        state: isHopeless ? 'failed' : 'frozen',
        // Staff may put right what is wrong until then; after that nothing stays frozen.
        next_attempt_at: isHopeless ? row.stop_at : again,
        attempts,
        last_error: messageOf(error),
        last_error_code: code,
        updated_at: at,
      });
    if (changed === 0 || !isHopeless) return;
    strapi.log.error('WeChat refuses to share a payment', { category: 'business', orderNo: row.order_no, code });
    const { order_no: orderNo } = row;
    const payload = { orderNo, reason: code ?? 'unknown' };
    await appendEvent(strapi, trx, { name: 'profit_sharing.failed', aggregateId: orderNo, payload, at });
  });
}
