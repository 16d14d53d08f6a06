import type { Knex } from 'knex';
import { type AuditCheck, sumOf } from './audit-check';

const DAY_MS = 86_400_000;

const sumsOfLines = (connection: Knex): Knex.QueryBuilder =>
  connection('settlement_lines')
    .groupBy('settlement_id')
    .select('settlement_id')
    .select(
      connection.raw(
        `sum(case when kind = 'payment' then amount else 0 end) as paid,
         sum(case when kind = 'refund' then -amount else 0 end) as refunded,
         sum(commission) as commission, sum(shared) as shared,
         sum(case when kind = 'payment' then 1 else 0 end) as orders,
         sum(case when kind = 'refund' then 1 else 0 end) as refunds`,
      ),
    );

const untakenPayments = (connection: Knex): Knex.QueryBuilder =>
  connection('payments as p')
    .join('orders as o', 'o.id', 'p.order_id')
    .leftJoin('settlement_lines as l', (join) => join.on('l.payment_id', 'p.id').onVal('l.kind', 'payment'))
    .where('p.state', 'succeeded')
    .whereNull('l.id')
    .whereRaw(
      `not exists (select 1 from refunds as x
         where x.payment_id = p.id and x.reason in ('late_payment', 'surplus_payment'))`,
    );

const untakenRefunds = (connection: Knex): Knex.QueryBuilder =>
  connection('refunds as r')
    .join('orders as o', 'o.id', 'r.order_id')
    .leftJoin('settlement_lines as l', (join) => join.on('l.refund_id', 'r.id').onVal('l.kind', 'refund'))
    .where({ 'r.state': 'succeeded', 'r.reason': 'after_sale' })
    .whereNull('l.id');

/**
 * A run of the settlement takes everything of a merchant that it knows and whose day is over. So what was known for a day when a line
 * was written that happened later must have been taken with it.
 */
const OVERTAKEN = (at: string, changed: string): string => `exists (
  select 1 from settlement_lines as n
  where n.merchant_id = o.merchant_id and n.happened_at >= ${at} and n.created_at > ${changed})`;

/** The settlement looks at orders only that were touched after this instant, but for a thorough look once a week. */
const PASSED_OVER = 'o.updated_at < m.taken_until';

/** Settlements with merchants. Those from before settlements had lines deduct nothing, and keep the amounts that were paid. */
export const settlementChecks: readonly AuditCheck[] = [
  {
    name: 'settlement: every settlement is the sum of its lines',
    findBroken: (connection) =>
      connection('settlements as s')
        .leftJoin(sumsOfLines(connection).as('l'), 'l.settlement_id', 's.id')
        .whereNotNull('s.deducted_amount')
        .whereRaw(
          `(s.paid_amount <> coalesce(l.paid, 0) or s.refunded_amount <> coalesce(l.refunded, 0)
            or s.commission <> coalesce(l.commission, 0) or s.shared_amount <> coalesce(l.shared, 0)
            or s.order_count <> coalesce(l.orders, 0) or s.refund_count <> coalesce(l.refunds, 0))`,
        )
        .select('s.merchant_id', 's.day', 's.payable', 's.shared_amount', 'l.paid', 'l.refunded', 'l.commission'),
  },
  {
    name: 'settlement: every line is in a settlement of its merchant and says what its payment or refund says',
    findBroken: (connection) =>
      connection('settlement_lines as l')
        .leftJoin('settlements as s', 's.id', 'l.settlement_id')
        .leftJoin('payments as p', 'p.id', 'l.payment_id')
        .leftJoin('refunds as r', 'r.id', 'l.refund_id')
        .whereRaw(
          `(s.id is null or s.merchant_id <> l.merchant_id or p.id is null
            or (l.kind = 'payment' and (p.state <> 'succeeded' or p.amount <> l.amount))
            or (l.kind = 'refund' and (r.id is null or r.state <> 'succeeded' or r.amount <> -l.amount)))`,
        )
        .select('l.id', 'l.kind', 'l.number', 'l.amount', 's.merchant_id'),
  },
  {
    name: 'settlement: every payment is in a settlement once its day is settled',
    findBroken: (connection, at) =>
      untakenPayments(connection)
        .where('p.updated_at', '<', new Date(at.getTime() - DAY_MS))
        .whereRaw(OVERTAKEN('p.paid_at', 'p.updated_at'))
        .select('p.out_trade_no', 'p.amount', 'p.paid_at'),
  },
  {
    name: 'settlement: every refund is in a settlement once its day is settled',
    findBroken: (connection, at) =>
      untakenRefunds(connection)
        .where('r.updated_at', '<', new Date(at.getTime() - DAY_MS))
        .whereRaw(OVERTAKEN('r.succeeded_at', 'r.updated_at'))
        .select('r.out_refund_no', 'r.amount', 'r.succeeded_at'),
  },
  {
    name: 'settlement: every payment of orders that the settlement looks at no more is in one',
    findBroken: (connection) =>
      untakenPayments(connection)
        .join('merchants as m', 'm.id', 'o.merchant_id')
        .whereRaw(PASSED_OVER)
        .select('p.out_trade_no', 'p.amount', 'p.paid_at', 'm.taken_until'),
  },
  {
    name: 'settlement: every refund of orders that the settlement looks at no more is in one',
    findBroken: (connection) =>
      untakenRefunds(connection)
        .join('merchants as m', 'm.id', 'o.merchant_id')
        .whereRaw(PASSED_OVER)
        .select('r.out_refund_no', 'r.amount', 'r.succeeded_at', 'm.taken_until'),
  },
  {
    name: 'settlement: no more is kept back and paid back than settlements below zero',
    findBroken: (connection) =>
      connection('merchants as m')
        .leftJoin(
          connection('settlements')
            .whereNotNull('deducted_amount')
            .groupBy('merchant_id')
            .select('merchant_id')
            .select(
              connection.raw(
                `sum(deducted_amount) as deducted,
                 sum(case when shared_amount > payable then shared_amount - payable else 0 end) as owed`,
              ),
            )
            .as('s'),
          's.merchant_id',
          'm.id',
        )
        .leftJoin(
          sumOf(connection, 'merchant_repayments', { sum: 'amount', by: 'merchant_id' }).as('b'),
          'b.merchant_id',
          'm.id',
        )
        .whereRaw('coalesce(s.deducted, 0) + coalesce(b.total, 0) > coalesce(s.owed, 0)')
        .select('m.id as merchant_id', 's.deducted', 'b.total as repaid', 's.owed'),
  },
];
