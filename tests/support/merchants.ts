import { randomBytes } from 'node:crypto';
import { application } from './api';

export interface MadePaymentCode {
  code: string;
  merchantId: number;
  merchantDocumentId: string;
}

/** A merchant with a payment code; codes are records, so the row is written directly. */
export async function makePaymentCode(
  options: { fixedAmount?: number; enabled?: boolean; merchantState?: string } = {},
): Promise<MadePaymentCode> {
  const { fixedAmount = null, enabled = true, merchantState = 'active' } = options;
  const { strapi } = application();
  const merchant = await strapi
    .documents('api::merchant.merchant')
    .create({ data: { name: '测试小馆', state: merchantState } as never });
  const code = `T${randomBytes(8).toString('hex')}`;
  await strapi.db.query('api::merchant.payment-code').create({
    data: { merchant: merchant.id, title: '一号桌', fixedAmount, enabled, code },
  });
  return { code, merchantId: Number(merchant.id), merchantDocumentId: merchant.documentId };
}
