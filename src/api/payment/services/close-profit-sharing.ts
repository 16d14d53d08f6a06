import type { Core } from '@strapi/strapi';
import type { ProfitSharingState } from '../../../gateways/wechat-pay/port';
import { writeAudit } from '../../../platform/audit';
import { now, resolve } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { toGatewayRefusal } from '../store/gateway-refusal';
import { lockSharing, type ProfitSharingRow } from '../store/profit-sharing-rows';
import { codeOf, isProvedRefusal } from '../store/proved-refusal';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.close-profit-sharing': CloseProfitSharing;
  }
}

export interface CloseDeed {
  documentId: string;
  /** Whether the receiver has got its share, as staff have seen in the merchant platform of WeChat. */
  isShared: boolean;
  /** How they know; kept with the split and in the audit log. */
  note: string;
  operator: string;
}

export interface CloseProfitSharing {
  /**
   * Ends a split that was sent and that WeChat refuses to tell about, for example because the sharing product was closed. WeChat is
   * asked first, and its word counts if it gives one. What was shared is `finished`; what was not is `unfreezing`, as if its
   * receiver could not take it: only when nothing is frozen any more, at the latest 31 days after the payment, is it the shop's.
   * @returns the state the split has now, and whether WeChat has decided it after all
   * @throws Refusal NotFoundError, OrderStateError unless it was sent and is still open, or when WeChat answers and is not done
   *   yet, PaymentGatewayError when WeChat neither answers nor refuses
   */
  (deed: CloseDeed): Promise<{ state: ProfitSharingRow['state']; isAnswered: boolean }>;
}

const OPEN: ReadonlySet<string> = new Set(['created', 'processing']);

export default ({ strapi }: { strapi: Core.Strapi }): CloseProfitSharing =>
  async (deed) => {
    const known = await find(strapi, deed.documentId);
    const { out_order_no: outOrderNo } = known;
    if (!OPEN.has(known.state) || known.sent_at === null || outOrderNo === null)
      throw new Refusal('OrderStateError', { status: known.state });
    const word = await ask(strapi, outOrderNo, known.transaction_id);
    if (word.kind === 'refused')
      return inTransaction(strapi, (trx) => closeByHand(strapi, trx, { known, deed, wechatCode: word.code }));
    if (word.split) await getService(strapi, 'api::payment.apply-profit-sharing')(known, word.split);
    const { state } = await find(strapi, deed.documentId);
    if (OPEN.has(state)) throw new Refusal('OrderStateError', { status: state }, STILL_WECHATS);
    return { state, isAnswered: true };
  };

async function find(strapi: Core.Strapi, documentId: string): Promise<ProfitSharingRow> {
  const row = await strapi.db
    .connection('profit_sharings')
    .where({ document_id: documentId })
    .first<ProfitSharingRow | undefined>();
  if (!row) throw new Refusal('NotFoundError');
  return row;
}

const STILL_WECHATS = {
  zh: '微信能答复这笔分账，结果会自动更新，不能人工了结',
  en: 'WeChat tells about this split and its result will be taken over, so it must not be ended by hand',
};

type Word = { kind: 'answered'; split: ProfitSharingState | null } | { kind: 'refused'; code: string | null };

async function ask(strapi: Core.Strapi, outOrderNo: string, transactionId: string): Promise<Word> {
  try {
    const split = await resolve(strapi, 'mallard.wechat-pay').queryProfitSharing(outOrderNo, transactionId);
    return { kind: 'answered', split };
  } catch (error) {
    if (isProvedRefusal(error)) return { kind: 'refused', code: codeOf(error) };
    throw toGatewayRefusal(error);
  }
}

interface Closing {
  known: ProfitSharingRow;
  deed: CloseDeed;
  wechatCode: string | null;
}

async function closeByHand(strapi: Core.Strapi, trx: Trx, { known, deed, wechatCode }: Closing) {
  const { isShared, note, operator } = deed;
  const at = now(strapi);
  const { sharing } = await lockSharing(trx, known);
  const result = isShared
    ? { state: 'finished' as const, shared_amount: sharing.amount, finished_at: at, next_attempt_at: null }
    : { state: 'unfreezing' as const, next_attempt_at: at };
  const { id, state, out_order_no, sent_at } = known;
  // Not when another instance has sent it, or applied an answer, since WeChat was asked.
  const changed = await trx('profit_sharings')
    .where({ id, state, out_order_no, sent_at })
    .update({ ...result, attempts: 0, closed_by: operator, close_note: note, updated_at: at });
  if (changed === 0) throw new Refusal('OrderStateError', { status: sharing.state });
  await writeAudit(strapi, trx, {
    actorType: 'admin',
    actor: operator,
    action: 'profit-sharing.close',
    subject: 'api::payment.profit-sharing',
    subjectId: sharing.document_id,
    before: { state },
    after: { state: result.state, sharedAmount: isShared ? sharing.amount : 0, wechatCode, note },
    at,
  });
  return { state: result.state, isAnswered: false };
}
