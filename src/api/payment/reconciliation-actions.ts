import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { calendarDayOf, isCalendarDay } from '../../domain/shared/calendar-day';
import { BillFormatError } from '../../domain/reconciliation/bill-error';
import { BILL_ZONE } from '../../domain/reconciliation/schedule';
import { writeAudit } from '../../platform/audit';
import { now } from '../../platform/container';
import { inTransaction } from '../../platform/database/in-transaction';
import { Refusal } from '../../platform/errors/refusal';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';
import { toGatewayRefusal } from './store/gateway-refusal';

const CATEGORY = { category: '支付', subCategory: '对账' };
const nothing = z.strictObject({});

/** What staff may do about reconciliation, beyond reading it. */
export async function defineReconciliationActions(strapi: Core.Strapi): Promise<void> {
  await defineDayAction(strapi);
  await defineQuestions(strapi);
  await defineAcceptance(strapi);
}

async function defineDayAction(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    ...CATEGORY,
    uid: 'reconciliation.run',
    displayName: '重新对账',
    path: '/reconciliations/:date/run',
    body: nothing,
    run: ({ params, operator }) => runAgain(strapi, params.date ?? '', operator),
  });
}

async function defineQuestions(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    ...CATEGORY,
    uid: 'reconciliation-difference.ask',
    displayName: '向微信查询差异',
    path: '/reconciliation-differences/:documentId/ask',
    subject: 'api::payment.reconciliation-difference',
    body: nothing,
    run: ({ params, operator }) =>
      getService(
        strapi,
        'api::payment.ask-about-reconciliation-difference',
      )({
        documentId: params.documentId ?? '',
        operator,
      }),
  });
  await defineAdminAction(strapi, {
    ...CATEGORY,
    uid: 'reconciliation-difference.resend',
    displayName: '重新提交退款',
    path: '/reconciliation-differences/:documentId/resend',
    subject: 'api::payment.reconciliation-difference',
    body: nothing,
    run: ({ params, operator }) =>
      getService(
        strapi,
        'api::payment.resend-reconciliation-refund',
      )({
        documentId: params.documentId ?? '',
        operator,
      }),
  });
}

async function defineAcceptance(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    ...CATEGORY,
    uid: 'reconciliation-difference.accept',
    displayName: '人工确认差异',
    path: '/reconciliation-differences/:documentId/accept',
    subject: 'api::payment.reconciliation-difference',
    body: z.strictObject({ note: z.string().max(200) }),
    run: ({ params, body, operator }) =>
      getService(
        strapi,
        'api::payment.accept-reconciliation-difference',
      )({
        documentId: params.documentId ?? '',
        note: body.note,
        operator,
      }),
  });
}

async function runAgain(strapi: Core.Strapi, date: string, operator: string): Promise<unknown> {
  if (!isCalendarDay(date) || date >= calendarDayOf(now(strapi), BILL_ZONE)) {
    throw new Refusal(
      'ValidationError',
      { field: 'date' },
      { zh: '只能对今天以前的日期对账', en: 'Only days before today can be reconciled' },
    );
  }
  await inTransaction(strapi, (trx) =>
    writeAudit(strapi, trx, {
      actorType: 'admin',
      actor: operator,
      action: 'reconciliation.run',
      subject: 'api::payment.reconciliation',
      subjectId: date,
      at: now(strapi),
    }),
  );
  const outcome = await getService(strapi, 'api::payment.reconcile-day')({ date, operator });
  if (outcome.kind === 'busy') {
    throw new Refusal(
      'BusinessError',
      { date },
      { zh: '这一天正在对账，请稍后刷新', en: 'This day is being reconciled' },
    );
  }
  if (outcome.kind === 'failed') throw whyNot(outcome.error);
  const { state, openCount } = outcome;
  return { date, status: state, openCount };
}

function whyNot(error: unknown): unknown {
  if (!(error instanceof BillFormatError)) return toGatewayRefusal(error);
  return new Refusal(
    'PaymentGatewayError',
    {},
    {
      zh: '微信账单不完整或无法识别，原有结果不变，请稍后再试',
      en: 'The bill is incomplete or unreadable; nothing was changed',
    },
  );
}
