import type { Core } from '@strapi/strapi';
import { now, resolve } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { claimRows } from '../../../platform/jobs/claim-rows';
import type { PaymentRow } from '../store/payment-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.sweep-payments': SweepPayments;
  }
}

export interface SweepPayments {
  /** Asks WeChat about payments that have been open for a while; returns how many. */
  (): Promise<number>;
}

const BATCH = 50;
const LEASE_SECONDS = 600;

/** A payment whose order was closed meanwhile is ended at WeChat too, so that nobody can still pay it. */
export default ({ strapi }: { strapi: Core.Strapi }): SweepPayments =>
  async () => {
    const payments = await claimRows<PaymentRow>(strapi, {
      table: 'payments',
      states: ['created', 'prepaid', 'closed'],
      dueColumn: 'next_query_at',
      leaseSeconds: LEASE_SECONDS,
      limit: BATCH,
      at: now(strapi),
    });
    for (const payment of payments) {
      await sweep(strapi, payment).catch((error: unknown) => {
        strapi.log.warn('an open payment could not be asked about', {
          category: 'business',
          outTradeNo: payment.out_trade_no,
          error: String(error),
        });
      });
    }
    return payments.length;
  };

async function sweep(strapi: Core.Strapi, payment: PaymentRow): Promise<void> {
  if (payment.state === 'closed') {
    await lookOnceMore(strapi, payment);
    return;
  }
  const order = (await strapi.db.connection('orders').where({ id: payment.order_id }).first('state')) as
    { state: string } | undefined;
  if (order?.state === 'pending_payment') await getService(strapi, 'api::payment.query-payment')(payment);
  else await getService(strapi, 'api::payment.settle-open-payments')({ orderId: payment.order_id, mustBeSure: true });
}

/** A payment closed here that was paid there all the same is found by this last question, and sent back. */
async function lookOnceMore(strapi: Core.Strapi, payment: PaymentRow): Promise<void> {
  const outcome = await getService(strapi, 'api::payment.query-payment')(payment);
  if (outcome.kind === 'not_paid' && !outcome.isFinal) {
    await resolve(strapi, 'mallard.wechat-pay').closePayment(payment.out_trade_no);
  }
  await strapi.db.connection('payments').where({ id: payment.id, state: 'closed' }).update({ next_query_at: null });
}
