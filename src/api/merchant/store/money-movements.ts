import type { Knex } from 'knex';
import type { StoredInstant } from '../../../platform/database/rows';

export interface Span {
  from: Date;
  /** Exclusive. */
  to: Date;
}

/** A payment that came in or a refund that went out, of a merchant's order. */
export interface MovementRow {
  kind: 'payment' | 'refund';
  /** Row id of the payment or the refund. */
  id: number;
  payment_id: number;
  order_no: string;
  /** Our number of the payment or the refund. */
  number: string;
  at: StoredInstant;
  amount: number;
  payment_amount: number;
  /** What the shop keeps of the payment, in basis points. */
  commission_bps: number;
  /** Of the payment's split; null when it has none. */
  sharing_state: string | null;
  sharing_finished_at: StoredInstant;
}

/** A payment that never was its order's has gone back whole; no merchant had a part in it. */
export const NOT_ITS_ORDERS = `select 1 from refunds as x
  where x.payment_id = p.id and x.reason in ('late_payment', 'surplus_payment')`;

const paymentsIn = (connection: Knex): Knex.QueryBuilder =>
  connection('payments as p')
    .join('orders as o', 'o.id', 'p.order_id')
    .where('p.state', 'succeeded')
    .whereRaw(`not exists (${NOT_ITS_ORDERS})`)
    .select(connection.raw("'payment' as kind"), 'p.order_no', 'p.out_trade_no as number', 'p.paid_at as at')
    .select('p.amount', 'p.id as payment_id');

const refundsOut = (connection: Knex): Knex.QueryBuilder =>
  connection('refunds as r')
    .join('payments as p', 'p.id', 'r.payment_id')
    .join('orders as o', 'o.id', 'p.order_id')
    .where({ 'r.state': 'succeeded', 'r.reason': 'after_sale' })
    .select(connection.raw("'refund' as kind"), 'p.order_no', 'r.out_refund_no as number', 'r.succeeded_at as at')
    .select('r.amount', 'p.id as payment_id');

/**
 * What happened to a merchant's money in a span of WeChat's time, from the raw records, with who bought, where, and what the whole
 * order earned: for statistics. Settlements are made of the same payments and refunds, but take what becomes known late later.
 */
export function movementsBetween(connection: Knex, { from, to }: Span, merchantId: number): Knex.QueryBuilder {
  const parties = ['o.merchant_id', 'o.user_id', 'o.payment_code_id', 'o.points_earned'];
  const payments = paymentsIn(connection).where('p.paid_at', '>=', from).where('p.paid_at', '<', to);
  const refunds = refundsOut(connection).where('r.succeeded_at', '>=', from).where('r.succeeded_at', '<', to);
  for (const part of [payments, refunds]) void part.where('o.merchant_id', merchantId).select(parties);
  return payments.unionAll([refunds]);
}

export interface Untaken {
  merchantId: number;
  /** When it happened, by WeChat's clock. */
  happened?: Partial<Span>;
  /** When its order was last written to, by ours: whatever marks a payment or a refund succeeded writes to the order as well. */
  touched?: Partial<Span>;
  limit?: number;
}

/** What happened to a merchant's money and is in no settlement yet; the oldest first. */
export async function untakenMovements(connection: Knex, wanted: Untaken): Promise<MovementRow[]> {
  const { merchantId, happened = {}, touched = {}, limit } = wanted;
  const payments = paymentsIn(connection)
    .whereRaw("not exists (select 1 from settlement_lines as t where t.payment_id = p.id and t.kind = 'payment')")
    .select('p.id');
  const refunds = refundsOut(connection)
    .whereRaw("not exists (select 1 from settlement_lines as t where t.refund_id = r.id and t.kind = 'refund')")
    .select('r.id');
  within(payments, 'p.paid_at', happened);
  within(refunds, 'r.succeeded_at', happened);
  for (const part of [payments, refunds]) {
    within(part, 'o.updated_at', touched);
    void part
      .where('o.merchant_id', merchantId)
      .join('merchants as m', 'm.id', 'o.merchant_id')
      .leftJoin('profit_sharings as s', 's.payment_id', 'p.id')
      .select('p.amount as payment_amount', 's.state as sharing_state', 's.finished_at as sharing_finished_at')
      .select(connection.raw('coalesce(p.commission_bps, m.commission_bps, 0) as commission_bps'));
  }
  const query = connection
    .from(payments.unionAll([refunds]).as('l'))
    .orderBy(['l.at', 'l.kind', 'l.id'])
    .select('l.*');
  if (limit !== undefined) void query.limit(limit);
  return (await query) as MovementRow[];
}

function within(query: Knex.QueryBuilder, column: string, { from, to }: Partial<Span>): void {
  if (from) void query.where(column, '>=', from);
  if (to) void query.where(column, '<', to);
}
