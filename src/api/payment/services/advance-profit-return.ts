import type { Core } from '@strapi/strapi';
import type { ProfitReturnState } from '../../../gateways/wechat-pay/port';
import { now, resolve } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import type { ProfitReturnRow, ProfitSharingRow } from '../store/profit-sharing-rows';
import { codeOf, isProvedRefusal, messageOf } from '../store/proved-refusal';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.advance-profit-return': AdvanceProfitReturn;
  }
}

type ReturnStatus = ProfitReturnRow['state'];

export interface AdvanceProfitReturn {
  /**
   * Asks WeChat for a share back, always under the row's own number, and books what it says.
   * @returns the state of the return; `failed` means the merchant owes it, `processing` also that another instance has it in hand
   * @throws WechatPayError when the outcome is not known
   */
  (row: ProfitReturnRow): Promise<ReturnStatus>;
}

const DESCRIPTION = '订单退款，退回分账';
const ASK_AGAIN_MS = 60_000;
const STATES: Partial<Record<ProfitReturnState['result'], ReturnStatus>> = { SUCCESS: 'succeeded', FAILED: 'failed' };

export default ({ strapi }: { strapi: Core.Strapi }): AdvanceProfitReturn =>
  async (row) => {
    const sharing = (await strapi.db
      .connection('profit_sharings')
      .where({ id: row.profit_sharing_id })
      .first()) as ProfitSharingRow;
    try {
      const word = await ask(strapi, row, sharing);
      if (!word) return 'processing';
      return await book(strapi, row, { state: STATES[word.result] ?? 'processing', reason: word.failReason });
    } catch (error) {
      if (!isProvedRefusal(error)) throw error;
      return book(strapi, row, { state: 'failed', reason: codeOf(error), message: messageOf(error) });
    }
  };

/** null when another instance has changed the return meanwhile: what is held here may be a number that was given up. */
async function ask(
  strapi: Core.Strapi,
  row: ProfitReturnRow,
  sharing: ProfitSharingRow,
): Promise<ProfitReturnState | null> {
  const { out_order_no: outOrderNo, receiver_account: returnMchid } = sharing;
  if (outOrderNo === null || returnMchid === null) throw new Error(`split ${sharing.id} lost its receiver`);
  const gateway = resolve(strapi, 'mallard.wechat-pay');
  const outReturnNo = row.out_return_no;
  if (row.sent_at !== null) {
    const known = await gateway.queryProfitReturn(outReturnNo, outOrderNo);
    if (known) return known;
  }
  const { id, state, sent_at } = row;
  const isOurs = await strapi.db
    .connection('profit_returns')
    .where({ id, state, out_return_no: outReturnNo, sent_at })
    .update({ sent_at: now(strapi) });
  if (isOurs === 0) return null;
  const amountFen = row.amount;
  return gateway.returnProfit({ outOrderNo, outReturnNo, returnMchid, amountFen, description: DESCRIPTION });
}

interface Booking {
  state: ReturnStatus;
  reason: string | null;
  message?: string;
}

/** Every return is booked once: the conditional change of its state decides who does it. */
function book(strapi: Core.Strapi, row: ProfitReturnRow, booking: Booking): Promise<ReturnStatus> {
  const { state, reason, message = null } = booking;
  const at = now(strapi);
  const isOpen = state === 'processing';
  return inTransaction(strapi, async (trx) => {
    const sharings = trx('profit_sharings').where({ id: row.profit_sharing_id });
    await sharings.clone().forUpdate().first('id');
    const changed = await trx('profit_returns')
      .where({ id: row.id, out_return_no: row.out_return_no })
      .whereIn('state', ['created', 'processing'])
      .update({
        state,
        fail_reason: state === 'failed' ? reason : null,
        finished_at: isOpen ? null : at,
        next_attempt_at: isOpen ? new Date(at.getTime() + ASK_AGAIN_MS) : null,
        last_error: message,
        last_error_code: state === 'failed' ? reason : null,
        updated_at: at,
      });
    if (changed === 0 || isOpen) return state;
    const column = state === 'succeeded' ? 'returned_amount' : 'debt_amount';
    await sharings.clone().update({ [column]: trx.raw('?? + ?', [column, row.amount]), updated_at: at });
    if (state === 'failed')
      strapi.log.error('a merchant cannot give its share back', { category: 'audit', orderNo: row.order_no, reason });
    return state;
  });
}
