import type { Core } from '@strapi/strapi';
import { nextQueryAt } from '../../../domain/payment/query-backoff';
import type { PaymentState } from '../../../gateways/wechat-pay/port';
import { now, resolve } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import type { PaymentRow } from '../store/payment-rows';
import { toTransaction } from '../store/transaction';
import type { Confirmation } from './confirm-payment';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.query-payment': QueryPayment;
  }
}

export interface QueryPayment {
  /**
   * Asks WeChat about an open payment and applies the answer; the way in which nothing depends on a callback arriving.
   * @throws WechatPayError when WeChat cannot be asked
   */
  (payment: PaymentRow): Promise<Confirmation>;
}

export default ({ strapi }: { strapi: Core.Strapi }): QueryPayment =>
  async (payment) => {
    if (payment.method === 'zero') {
      await getService(strapi, 'api::payment.confirm-zero-payment')({ outTradeNo: payment.out_trade_no });
      return { kind: 'applied' };
    }
    const found = await resolve(strapi, 'mallard.wechat-pay').queryPayment(payment.out_trade_no);
    const outcome: Confirmation = found ? await apply(strapi, found) : { kind: 'not_paid', isFinal: false };
    await keepOutcome(strapi, payment, outcome);
    return outcome;
  };

const apply = (strapi: Core.Strapi, found: PaymentState): Promise<Confirmation> =>
  getService(strapi, 'api::payment.confirm-payment')(toTransaction(found));

async function keepOutcome(strapi: Core.Strapi, payment: PaymentRow, outcome: Confirmation): Promise<void> {
  if (outcome.kind !== 'not_paid' && outcome.kind !== 'mismatch') return;
  const at = now(strapi);
  const attempts = payment.query_attempts + 1;
  const isFinal = outcome.kind === 'not_paid' && outcome.isFinal;
  await strapi.db
    .connection('payments')
    .where({ id: payment.id })
    .whereIn('state', ['created', 'prepaid'])
    .update({
      query_attempts: attempts,
      next_query_at: isFinal ? null : nextQueryAt(at, attempts),
      ...(isFinal ? { state: 'closed', closed_at: at } : {}),
      updated_at: at,
    });
}
