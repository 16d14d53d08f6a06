import type { Core } from '@strapi/strapi';
import { addFen, fen, subtractFen, sumFen } from '../../../domain/shared/fen';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { type AfterSaleRow, findCase, lockCase, releaseUnshipped, standingCases } from '../store/after-sale-rows';
import { moveCase, type Settings } from '../store/move-case';
import { writeLog } from '../store/order-log';
import { lockOrder, type OrderRow } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.decide-after-sale': DecideAfterSale;
  }
}

export interface AfterSaleDecision {
  afterSaleNo: string;
  /** The merchant whose case it must be (row id); null for operations, who decide all of them. */
  merchantId: number | null;
  verdict: 'approve' | 'reject' | 'receive_return';
  note: string | null;
  /** Freight to give back on top, fen; for operations only (api.md ruling 5). */
  freightAmount?: number;
  /** Who, as log and audit name people. */
  operator: { type: 'admin' | 'user' | 'system'; name: string };
}

export interface DecideAfterSale {
  /**
   * The shop's word on a case, with its audit entry. Two people deciding at once: the first one counts.
   * @throws Refusal NotFoundError for another merchant's case, OrderStateError when it is not to be decided (any more),
   * RefundAmountError when the freight is more than is left
   */
  (decision: AfterSaleDecision): Promise<void>;
}

interface Deciding {
  decision: AfterSaleDecision;
  order: OrderRow;
  row: AfterSaleRow;
  settings: Settings;
  at: Date;
}

export default ({ strapi }: { strapi: Core.Strapi }): DecideAfterSale =>
  (decision) =>
    inTransaction(strapi, async (trx) => {
      const known = await findCase(trx, decision.afterSaleNo);
      const isVisible = known && (decision.merchantId === null || known.merchant_id === decision.merchantId);
      const order = isVisible ? await lockOrder(trx, known.order_id) : undefined;
      if (!known || !order) throw new Refusal('NotFoundError', { afterSaleNo: decision.afterSaleNo });
      const settings = await getService(strapi, 'api::operations.shop-settings').read(trx);
      const deciding: Deciding = { decision, order, row: await lockCase(trx, known.id), settings, at: now(strapi) };
      if (decision.verdict === 'reject') await reject(strapi, trx, deciding);
      else await approve(strapi, trx, deciding);
      await audit(strapi, trx, deciding);
    });

async function approve(strapi: Core.Strapi, trx: Trx, deciding: Deciding): Promise<void> {
  const { decision, order, row, settings, at } = deciding;
  const isReceipt = decision.verdict === 'receive_return';
  const event = row.type === 'refund_only' ? 'approve_refund' : 'approve_return';
  const withFreight = decision.freightAmount ? await addFreight(trx, deciding, decision.freightAmount) : row;
  await getService(strapi, 'api::order.approve-after-sale')(trx, {
    order,
    row: withFreight,
    settings,
    event: isReceipt ? 'receive_return' : event,
    decidedBy: decision.operator.name,
    note: decision.note,
    at,
  });
}

/** Operations may return freight although goods were handed over; never more than was paid and is left. */
async function addFreight(trx: Trx, { order, row, at }: Deciding, freightAmount: number): Promise<AfterSaleRow> {
  const standing = await standingCases(trx, order.id);
  const left = subtractFen(fen(order.freight_amount), sumFen(standing.map((earlier) => earlier.freightAmount)));
  if (freightAmount > left) throw new Refusal('RefundAmountError', { freightAmount, refundable: left });
  const sums = {
    amount: addFen(fen(row.amount), fen(freightAmount)),
    freight_amount: addFen(fen(row.freight_amount), fen(freightAmount)),
  };
  await trx('after_sales')
    .where({ id: row.id })
    .update({ ...sums, updated_at: at });
  return { ...row, ...sums };
}

async function reject(strapi: Core.Strapi, trx: Trx, deciding: Deciding): Promise<void> {
  const { decision, order, row, settings, at } = deciding;
  const { after_sale_no: afterSaleNo, order_no: orderNo, user_id: userId } = row;
  const decided = { decided_by: decision.operator.name, decided_at: at, decision_note: decision.note };
  const event = row.state === 'returned' ? 'refuse_return' : 'reject';
  await moveCase(trx, { row, event, settings, with: decided, at });
  await releaseUnshipped(trx, order, row);
  await writeLog(trx, {
    order,
    event: 'after_sale_rejected',
    from: order.state,
    to: order.state,
    actorType: 'staff',
    actor: decision.operator.name,
    ...(decision.note ? { note: decision.note } : {}),
    at,
  });
  await appendEvent(strapi, trx, {
    name: 'after_sale.decided',
    aggregateId: afterSaleNo,
    payload: { afterSaleNo, orderNo, userId, status: 'rejected', note: decision.note },
    at,
  });
}

async function audit(strapi: Core.Strapi, trx: Trx, { row, at, decision }: Deciding): Promise<void> {
  const { operator, verdict, note, freightAmount } = decision;
  const after = (await trx('after_sales').where({ id: row.id }).first('state', 'amount')) as AfterSaleRow;
  await writeAudit(strapi, trx, {
    actorType: operator.type,
    actor: operator.name,
    action: `after_sale.${verdict}`,
    subject: 'api::order.after-sale',
    subjectId: row.document_id,
    before: { state: row.state, amount: row.amount },
    after: { state: after.state, amount: after.amount, note, ...(freightAmount ? { freightAmount } : {}) },
    at,
  });
}
