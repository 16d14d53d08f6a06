import type { Knex } from 'knex';

export interface Span {
  from: Date;
  /** Exclusive. */
  to: Date;
}

export interface SettlementLine {
  merchant_id: number;
  kind: 'payment' | 'refund';
  order_no: string;
  /** Our number of the payment or the refund. */
  number: string;
  at: Date | number | string;
  amount: number | string;
  /** What the shop keeps of the payment, or gives up for the refund. */
  commission: number | string;
  payment_id: number;
  user_id: number;
  payment_code_id: number | null;
  /** Of the whole order. */
  points_earned: number;
}

/** Who bought, where, and what the order earned: for statistics, which are made of the same lines. */
const PARTIES = ['p.id as payment_id', 'o.user_id', 'o.payment_code_id', 'o.points_earned'];

const RATE = 'coalesce(p.commission_bps, m.commission_bps, 0)';
/** Rounded down, like every commission: both databases divide integers so. */
const commissionOn = (amount: string): string => `cast(${amount} as bigint) * ${RATE} / 10000`;

/** What the case before this refund had left of its payment. */
const LEFT_BEFORE = `(p.amount - (
  select coalesce(sum(e.amount), 0) from refunds as e
  where e.payment_id = r.payment_id and e.state = 'succeeded' and e.reason = 'after_sale'
    and (e.succeeded_at < r.succeeded_at or (e.succeeded_at = r.succeeded_at and e.id < r.id))
))`;

/** A payment that never was its order's has gone back whole; no merchant had a part in it. */
export const NOT_ITS_ORDERS = `select 1 from refunds as x
  where x.payment_id = p.id and x.reason in ('late_payment', 'surplus_payment')`;

/**
 * What happened to merchants' money in a span of time, from the raw records: every payment that came in and every refund that went
 * out, each with its commission. The commissions of a payment and its refunds always sum to that on what is left.
 *
 * @param merchantId row id; all merchants without it
 */
export function settlementLines(connection: Knex, { from, to }: Span, merchantId?: number): Knex.QueryBuilder {
  const payments = connection('payments as p')
    .join('orders as o', 'o.id', 'p.order_id')
    .join('merchants as m', 'm.id', 'o.merchant_id')
    .where('p.state', 'succeeded')
    .where('p.paid_at', '>=', from)
    .where('p.paid_at', '<', to)
    .whereRaw(`not exists (${NOT_ITS_ORDERS})`)
    .select('o.merchant_id', connection.raw("'payment' as kind"), 'p.order_no')
    .select('p.out_trade_no as number', 'p.paid_at as at', 'p.amount')
    .select(connection.raw(`${commissionOn('p.amount')} as commission`))
    .select(PARTIES);
  const refunds = connection('refunds as r')
    .join('payments as p', 'p.id', 'r.payment_id')
    .join('orders as o', 'o.id', 'p.order_id')
    .join('merchants as m', 'm.id', 'o.merchant_id')
    .where({ 'r.state': 'succeeded', 'r.reason': 'after_sale' })
    .where('r.succeeded_at', '>=', from)
    .where('r.succeeded_at', '<', to)
    .select('o.merchant_id', connection.raw("'refund' as kind"), 'p.order_no')
    .select('r.out_refund_no as number', 'r.succeeded_at as at', 'r.amount')
    .select(
      connection.raw(`${commissionOn(LEFT_BEFORE)} - ${commissionOn(`(${LEFT_BEFORE} - r.amount)`)} as commission`),
    )
    .select(PARTIES);
  if (merchantId !== undefined) for (const part of [payments, refunds]) void part.where('o.merchant_id', merchantId);
  return payments.unionAll([refunds]);
}

/** What merchants got by profit sharing in a span of time, less what came back, by `merchant_id` as `total`. */
export function sharedAmounts(connection: Knex, { from, to }: Span): Knex.QueryBuilder {
  const shared = connection('profit_sharings')
    .where({ state: 'finished' })
    .where('finished_at', '>=', from)
    .where('finished_at', '<', to)
    .select('merchant_id', 'shared_amount as amount');
  const returned = connection('profit_returns as r')
    .join('profit_sharings as s', 's.id', 'r.profit_sharing_id')
    .where({ 'r.state': 'succeeded' })
    .where('r.finished_at', '>=', from)
    .where('r.finished_at', '<', to)
    .select('s.merchant_id', connection.raw('-r.amount as amount'));
  return connection
    .from(shared.unionAll([returned]).as('l'))
    .groupBy('l.merchant_id')
    .select('l.merchant_id')
    .select(connection.raw('sum(l.amount) as total'));
}
