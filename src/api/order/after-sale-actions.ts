import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { Refusal } from '../../platform/errors/refusal';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';
import { staffNote } from './after-sale-requests';
import type { AfterSaleDecision } from './services/decide-after-sale';

const freightAmount = z.int().min(0).max(2_147_483_647);
const AFTER_SALE = { category: '订单', subCategory: '售后' };

/** What staff of the shop may do with after-sale cases: all of them, whichever merchant they belong to. */
export async function defineAfterSaleActions(strapi: Core.Strapi): Promise<void> {
  await defineRefund(strapi);
  await defineDecisions(strapi);
}

async function defineRefund(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    ...AFTER_SALE,
    uid: 'order.refund',
    displayName: '整单退款',
    path: '/orders/:orderNo/refund',
    subject: 'api::order.order',
    body: z.strictObject({ reason: staffNote.min(1), freightAmount: freightAmount.optional() }),
    run: ({ params, body, operator }) =>
      getService(
        strapi,
        'api::order.refund-by-staff',
      )({
        orderNo: params.orderNo ?? '',
        reason: body.reason,
        freightAmount: body.freightAmount ?? 0,
        operator,
      }),
  });
}

type Decision = Pick<AfterSaleDecision, 'verdict' | 'note' | 'freightAmount'> & { operator: string };

async function decide(
  strapi: Core.Strapi,
  documentId: string | undefined,
  decision: Decision,
): Promise<{ state: string }> {
  const find = () =>
    strapi.db
      .connection('after_sales')
      .where({ document_id: documentId ?? '' })
      .first<{ after_sale_no: string; state: string } | undefined>('after_sale_no', 'state');
  const known = await find();
  if (!known) throw new Refusal('NotFoundError');
  await getService(
    strapi,
    'api::order.decide-after-sale',
  )({
    ...decision,
    afterSaleNo: known.after_sale_no,
    merchantId: null,
    operator: { type: 'admin', name: decision.operator },
  });
  return { state: (await find())?.state ?? known.state };
}

async function defineDecisions(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    ...AFTER_SALE,
    uid: 'after-sale.approve',
    displayName: '同意售后',
    path: '/after-sales/:documentId/approve',
    subject: 'api::order.after-sale',
    body: z.strictObject({ note: staffNote.optional(), freightAmount: freightAmount.optional() }),
    run: ({ params, body, operator }) =>
      decide(strapi, params.documentId, {
        verdict: 'approve',
        note: body.note ?? null,
        freightAmount: body.freightAmount ?? 0,
        operator,
      }),
  });
  await defineAdminAction(strapi, {
    ...AFTER_SALE,
    uid: 'after-sale.reject',
    displayName: '拒绝售后',
    path: '/after-sales/:documentId/reject',
    subject: 'api::order.after-sale',
    body: z.strictObject({ note: staffNote.min(1) }),
    run: ({ params, body, operator }) =>
      decide(strapi, params.documentId, { verdict: 'reject', note: body.note, operator }),
  });
  await defineAdminAction(strapi, {
    ...AFTER_SALE,
    uid: 'after-sale.receive',
    displayName: '确认收到退货',
    path: '/after-sales/:documentId/receive',
    subject: 'api::order.after-sale',
    body: z.strictObject({ note: staffNote.optional() }),
    run: ({ params, body, operator }) =>
      decide(strapi, params.documentId, { verdict: 'receive_return', note: body.note ?? null, operator }),
  });
}
