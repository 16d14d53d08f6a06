import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';

const PLACE = { category: '资金', subCategory: '商户结算' };
const SETTLEMENT = { ...PLACE, subject: 'api::merchant.settlement' } as const;

/** What is left out is not known, or not known any more. */
const transferFacts = {
  transferNo: z.string().trim().min(1).max(64).optional(),
  note: z.string().trim().min(1).max(200).optional(),
};

/** The most that fits a column of 32 bits. */
const MOST_FEN = 2_147_483_647;

/** What finance does about settlements, and about what they say that merchants owe. */
export async function defineSettlementActions(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    ...SETTLEMENT,
    uid: 'settlement.settle',
    displayName: '标记已结算',
    path: '/settlements/:documentId/settle',
    // What staff saw, so that they settle nothing that has changed since.
    body: z.strictObject({
      payable: z.number().int(),
      sharedAmount: z.number().int(),
      transferAmount: z.number().int(),
      ...transferFacts,
    }),
    run: ({ params, body: { note = null, transferNo = null, ...seen }, operator }) =>
      getService(
        strapi,
        'api::merchant.finish-settlement',
      )({ documentId: params.documentId ?? '', seen, note, transferNo, operator }),
  });
  await defineAdminAction(strapi, {
    ...SETTLEMENT,
    uid: 'settlement.note-transfer',
    displayName: '登记转账信息',
    path: '/settlements/:documentId/note-transfer',
    body: z.strictObject(transferFacts),
    run: ({ params, body: { note = null, transferNo = null }, operator }) =>
      getService(
        strapi,
        'api::merchant.note-transfer',
      )({ documentId: params.documentId ?? '', facts: { transferNo, note }, operator }),
  });
  await defineAdminAction(strapi, {
    ...PLACE,
    uid: 'merchant.book-repayment',
    displayName: '登记商户还款',
    path: '/merchants/:documentId/book-repayment',
    subject: 'api::merchant.merchant',
    body: z.strictObject({
      amount: z.number().int().positive().max(MOST_FEN),
      transferNo: z.string().trim().min(1).max(64),
      note: z.string().trim().min(1).max(200).optional(),
    }),
    run: ({ params, body: { note = null, ...transfer }, operator }) =>
      getService(
        strapi,
        'api::merchant.book-repayment',
      )({ merchantDocumentId: params.documentId ?? '', ...transfer, note, operator }),
  });
}
