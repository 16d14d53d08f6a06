import type { Core } from '@strapi/strapi';
import { nextRefundStatus } from '../../../domain/payment/refund-states';
import type { RefundState } from '../../../gateways/wechat-pay/port';
import { writeAudit } from '../../../platform/audit';
import { now, resolve } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { toGatewayRefusal } from '../store/gateway-refusal';
import { lockRefund, type LockedRefund } from '../store/locked-refund';
import { openRefund } from '../store/open-refund';
import type { RefundRow } from '../store/payment-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.finish-refund': ReturnType<typeof factory>;
  }
}

export interface StaffRefundDeed {
  refundDocumentId: string;
  /** Why, or how the money was paid; kept with the refund and in the audit log. */
  note: string;
  operator: string;
}

const OPEN_STATES: ReadonlySet<RefundRow['state']> = new Set(['created', 'processing', 'abnormal']);

/** What staff may do with a refund that WeChat does not bring to an end by itself. */
const factory = ({ strapi }: { strapi: Core.Strapi }) => {
  const find = async (documentId: string): Promise<RefundRow> => {
    const row = await strapi.db.connection('refunds').where({ document_id: documentId }).first<RefundRow | undefined>();
    if (!row) throw new Refusal('NotFoundError');
    return row;
  };
  return {
    /**
     * Books a refund that WeChat could not pay and staff have paid in another way. WeChat is asked first: what it has paid or
     * may still pay must not be paid by hand.
     * @returns the state the refund has now
     * @throws Refusal OrderStateError unless WeChat calls it abnormal or closed, PaymentGatewayError when WeChat cannot be asked
     */
    async finish(deed: StaffRefundDeed): Promise<{ state: RefundRow['state'] }> {
      const known = await find(deed.refundDocumentId);
      const word = await ask(strapi, known.out_refund_no);
      if (word) await getService(strapi, 'api::payment.apply-refund-state')(word);
      await inTransaction(strapi, async (trx) => {
        const locked = await lockRefund(trx, known);
        const { state, finished_by: finishedBy } = locked.refund;
        if (word?.status === 'SUCCESS' && state === 'succeeded' && finishedBy === null) return;
        if (word && MONEY_MAY_COME.has(word.status)) throw stillWechats(locked.refund);
        await finishByHand(strapi, trx, { ...locked, deed });
      });
      return { state: (await find(deed.refundDocumentId)).state };
    },

    /**
     * Sends an open refund now instead of later, always with its own number; for one that WeChat has closed a new one is opened.
     * @throws Refusal OrderStateError when it is over or another refund takes its place already
     */
    async retry({ refundDocumentId, note, operator }: StaffRefundDeed): Promise<{ state: RefundRow['state'] }> {
      const known = await find(refundDocumentId);
      await inTransaction(strapi, async (trx) => {
        const at = now(strapi);
        const locked = await lockRefund(trx, known);
        const { refund, payment } = locked;
        if (OPEN_STATES.has(refund.state)) {
          await trx('refunds').where({ id: refund.id }).update({ attempts: 0, next_attempt_at: at, updated_at: at });
        } else {
          await assertReplaceable(trx, locked);
          const { amount, reason, after_sale_no: afterSaleNo } = refund;
          await openRefund(trx, { payment, amount, reason, afterSaleNo, at });
        }
        await audit(strapi, trx, { refund, operator, action: 'refund.retry', after: { note }, at });
      });
      return { state: (await find(refundDocumentId)).state };
    },
  };
};

export default factory;

async function ask(strapi: Core.Strapi, outRefundNo: string): Promise<RefundState | null> {
  try {
    return await resolve(strapi, 'mallard.wechat-pay').queryRefund(outRefundNo);
  } catch (error) {
    throw toGatewayRefusal(error);
  }
}

async function finishByHand(
  strapi: Core.Strapi,
  trx: Trx,
  locked: LockedRefund & { deed: StaffRefundDeed },
): Promise<void> {
  const { refund, deed } = locked;
  const at = now(strapi);
  const next = nextRefundStatus(refund.state, 'finish_by_hand');
  if (!next.ok) throw stillWechats(refund);
  if (refund.state === 'closed') await assertReplaceable(trx, locked);
  await trx('refunds').where({ id: refund.id }).update({
    state: next.value,
    succeeded_at: at,
    next_attempt_at: null,
    finished_by: deed.operator,
    finish_note: deed.note,
    updated_at: at,
  });
  await getService(strapi, 'api::payment.book-refund')(trx, { ...locked, at });
  const after = { state: next.value, note: deed.note };
  await audit(strapi, trx, { refund, operator: deed.operator, action: 'refund.finish', after, at });
}

/** Whatever we think of the refund, by these words of WeChat the buyer has or will get the money. */
const MONEY_MAY_COME: ReadonlySet<RefundState['status']> = new Set(['PROCESSING', 'SUCCESS']);

const stillWechats = ({ state }: RefundRow): Refusal =>
  new Refusal(
    'OrderStateError',
    { status: state, event: 'finish_by_hand' },
    {
      zh: '微信仍在处理或已经支付这笔退款，不能手工完结',
      en: 'WeChat is still working on this refund or has paid it, so it must not be paid by hand',
    },
  );

/** A closed refund is made good once: not while another one for the same case is on its way or has arrived. */
async function assertReplaceable(trx: Trx, { refund }: LockedRefund): Promise<void> {
  const isOver = refund.state !== 'closed';
  const successor: unknown = await trx('refunds')
    .where({ payment_id: refund.payment_id, after_sale_no: refund.after_sale_no })
    .whereNot({ id: refund.id })
    .whereNot({ state: 'closed' })
    .first('id');
  if (isOver || successor) throw new Refusal('OrderStateError', { status: refund.state });
}

interface Audited {
  refund: RefundRow;
  operator: string;
  action: string;
  after: Record<string, unknown>;
  at: Date;
}

function audit(strapi: Core.Strapi, trx: Trx, { refund, operator, action, after, at }: Audited): Promise<void> {
  return writeAudit(strapi, trx, {
    actorType: 'admin',
    actor: operator,
    action,
    subject: 'api::payment.refund',
    subjectId: refund.document_id,
    before: { state: refund.state },
    after,
    at,
  });
}
