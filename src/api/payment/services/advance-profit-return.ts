import type { Core } from '@strapi/strapi';
import type { ProfitReturnState, WechatPayError } from '../../../gateways/wechat-pay/port';
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
    const outcome = await takeBack(strapi, row, sharing);
    if (outcome === null) return 'processing';
    if ('refusal' in outcome) {
      const { refusal } = outcome;
      return book(strapi, row, { state: 'failed', reason: codeOf(refusal), message: messageOf(refusal) });
    }
    return book(strapi, row, { state: STATES[outcome.result] ?? 'processing', reason: outcome.failReason });
  };

/**
 * What WeChat says of the return, asked for or sent. Only a refused return is a refusal: when WeChat refuses to be asked, the share
 * may have come back, and calling it a debt would take it from the merchant twice.
 * @returns null when another instance has changed the return meanwhile: what is held here may be a number that was given up
 */
async function takeBack(
  strapi: Core.Strapi,
  row: ProfitReturnRow,
  sharing: ProfitSharingRow,
): Promise<ProfitReturnState | { refusal: WechatPayError } | null> {
  const { out_order_no: outOrderNo, receiver_account: returnMchid } = sharing;
  if (outOrderNo === null || returnMchid === null) throw new Error(`split ${sharing.id} lost its receiver`);
  const gateway = resolve(strapi, 'mallard.wechat-pay');
  const outReturnNo = row.out_return_no;
  const askIfSent = async () =>
    row.sent_at === null ? null : await gateway.queryProfitReturn(outReturnNo, outOrderNo);
  const known = await askIfSent();
  if (known) return known;
  const { id, state, sent_at } = row;
  const isOurs = await strapi.db
    .connection('profit_returns')
    .where({ id, state, out_return_no: outReturnNo, sent_at })
    .update({ sent_at: now(strapi) });
  if (isOurs === 0) return null;
  const amountFen = row.amount;
  try {
    return await gateway.returnProfit({ outOrderNo, outReturnNo, returnMchid, amountFen, description: DESCRIPTION });
  } catch (error) {
    if (!isProvedRefusal(error)) throw error;
    // A repetition may be refused although the first was accepted, after WeChat had not heard of it a moment ago.
    return (await askIfSent()) ?? { refusal: error };
  }
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
