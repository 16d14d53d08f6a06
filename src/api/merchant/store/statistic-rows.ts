import type { Knex } from 'knex';
import { movementsBetween, NOT_ITS_ORDERS, type Span } from './money-movements';

export interface StatisticRow {
  /** Index of the day, row id of the payment code, or 0 for everything. */
  bucket: number | null;
  orders: unknown;
  paid: unknown;
  refunds: unknown;
  refunded: unknown;
  customers: unknown;
  newcomers: unknown;
  points: unknown;
}

/** By what the lines of a merchant are put together. */
export type Buckets = { kind: 'all' } | { kind: 'code' } | { kind: 'day'; ends: readonly Date[] };

/** A customer is new with the first payment that ever came in for this merchant, wherever the span begins. */
const IS_FIRST = `case when l.kind = 'payment' and not exists (
  select 1 from payments as p join orders as b on b.id = p.order_id
  where b.user_id = l.user_id and b.merchant_id = l.merchant_id and p.state = 'succeeded'
    and (p.paid_at < l.at or (p.paid_at = l.at and p.id < l.payment_id))
    and not exists (${NOT_ITS_ORDERS})
) then 1 else 0 end`;

/**
 * What a merchant took and gave back in a span of time, bucket by bucket, in one statement. It counts the payments
 * and refunds that settlements are made of, each on the day it happened, also when a settlement took it later.
 */
export async function statisticRows(
  connection: Knex,
  { merchantId, span, by }: { merchantId: number; span: Span; by: Buckets },
): Promise<StatisticRow[]> {
  const lines = connection
    .from(movementsBetween(connection, span, merchantId).as('l'))
    .select('l.kind', 'l.amount', 'l.user_id', 'l.points_earned')
    .select(bucketOf(connection, by), connection.raw(`${IS_FIRST} as is_first`));
  const when = (kind: 'payment' | 'refund', value: string) => `case when b.kind = '${kind}' then ${value} else 0 end`;
  return (await connection
    .from(lines.as('b'))
    .groupBy('b.bucket')
    .select('b.bucket')
    .select(
      connection.raw(
        `sum(${when('payment', '1')}) as orders, sum(${when('payment', 'b.amount')}) as paid,
         sum(${when('refund', '1')}) as refunds, sum(${when('refund', 'b.amount')}) as refunded,
         count(distinct case when b.kind = 'payment' then b.user_id end) as customers,
         sum(b.is_first) as newcomers, sum(${when('payment', 'b.points_earned')}) as points`,
      ),
    )) as StatisticRow[];
}

/** Days begin when the shop's clocks say so, which no two databases can tell; so each day's end is told to them. */
function bucketOf(connection: Knex, by: Buckets): Knex.Raw {
  if (by.kind === 'all') return connection.raw('0 as bucket');
  if (by.kind === 'code') return connection.raw('l.payment_code_id as bucket');
  const arms = by.ends.map((_end, index) => `when l.at < ? then ${index}`).join(' ');
  return connection.raw(`case ${arms} end as bucket`, [...by.ends]);
}
