import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { type ReceiverRow, receiverKeyOf } from '../store/receiver';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.find-profit-receiver': FindProfitReceiver;
  }
}

export interface ProfitTerms {
  /** Payments of this merchant's orders are shared with it. */
  sharesProfit: boolean;
  /** What the shop keeps, in basis points. */
  commissionBps: number;
  receiver: { type: 'MERCHANT_ID' | 'PERSONAL_OPENID'; account: string; name: string | null } | null;
  /** WeChat knows the receiver as it stands now. */
  isRegistered: boolean;
}

export interface FindProfitReceiver {
  /** On which terms a merchant gets its part of a payment; null when there is no such merchant. */
  (connection: Knex, merchantId: number): Promise<ProfitTerms | null>;
}

export default (_context: { strapi: Core.Strapi }): FindProfitReceiver =>
  async (connection, merchantId) => {
    const row = await connection('merchants').where({ id: merchantId }).first<ReceiverRow | undefined>();
    if (!row) return null;
    const { receiver_type: type, receiver_account: account, receiver_name: name } = row;
    return {
      sharesProfit: Boolean(row.shares_profit),
      commissionBps: row.commission_bps ?? 0,
      receiver: account ? { type: type ?? 'MERCHANT_ID', account, name } : null,
      isRegistered: row.receiver_key !== null && row.receiver_key === receiverKeyOf(row),
    };
  };
