import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { findLogo } from '../store/logo';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.find-payment-code': ReturnType<typeof factory>;
  }
}

/** A payment code that takes money now. */
export interface PaymentCode {
  id: number;
  title: string;
  /** Fen; null: the customer enters the amount. */
  fixedAmount: number | null;
  merchantId: number;
  merchantDocumentId: string;
  merchantName: string;
}

interface CodeRow {
  id: number;
  title: string;
  fixed_amount: number | null;
  merchant_id: number;
  merchant_document_id: string;
  merchant_name: string;
}

const factory = ({ strapi }: { strapi: Core.Strapi }) => {
  const rowsOf = (connection: Knex, code: string) =>
    connection('payment_codes as c')
      .join('merchants as m', 'm.id', 'c.merchant_id')
      .where({ 'c.code': code, 'c.enabled': true, 'm.state': 'active' })
      .select(
        'c.id',
        'c.title',
        'c.fixed_amount',
        'm.id as merchant_id',
        'm.document_id as merchant_document_id',
        'm.name as merchant_name',
      );

  const codeOf = (rows: unknown, code: string): PaymentCode => {
    const [row] = rows as CodeRow[];
    if (!row)
      throw new Refusal(
        'NotFoundError',
        { code },
        { zh: '收款码不存在或已停用', en: 'The payment code does not exist or was revoked' },
      );
    return {
      id: row.id,
      title: row.title,
      fixedAmount: row.fixed_amount,
      merchantId: row.merchant_id,
      merchantDocumentId: row.merchant_document_id,
      merchantName: row.merchant_name,
    };
  };

  return {
    /**
     * For an order that is being written: who revokes the code or suspends the merchant waits until it is, or comes first.
     * @throws Refusal NotFoundError when the code is unknown, revoked, or its merchant is not active
     */
    hold: async (trx: Trx, code: string): Promise<PaymentCode> => codeOf(await rowsOf(trx, code).forShare(), code),

    /** What a customer sees after scanning. @throws Refusal NotFoundError, as for `hold` */
    async describe(code: string) {
      const found = codeOf(await rowsOf(strapi.db.connection, code), code);
      return {
        merchant: {
          documentId: found.merchantDocumentId,
          name: found.merchantName,
          logo: await findLogo(strapi.db.connection, found.merchantId),
        },
        title: found.title,
        fixedAmount: found.fixedAmount,
      };
    },
  };
};

export default factory;
