import type { LineKind } from '../../../domain/reconciliation/types';
import type { Queries } from '../../../platform/database/queries';
import type { DayRow } from './reconciliation-days';

export interface RecordWithoutLine {
  id: number;
  number: string;
  out_trade_no: string;
  order_no: string;
  amount: number;
  state: string;
}

export interface Search {
  kind: LineKind;
  from: Date;
  to: Date;
  /** Refunds made earlier may stand in a bill that was never read. */
  knownFrom: Date;
  after: number;
  limit: number;
}

/**
 * Records of ours whose money moved in this time and that no bill shows: neither this run's lines nor those of another day that
 * has a result. A refund stands on the day it was asked for, which may be days before it arrived.
 */
export async function recordsWithoutLine(
  connection: Queries,
  day: DayRow,
  search: Search,
): Promise<RecordWithoutLine[]> {
  const isPayment = search.kind === 'payment';
  const records = isPayment ? paidIn(connection, search) : refundedIn(connection, search);
  const lines = () =>
    connection('reconciliation_lines as l').where('l.kind', search.kind).whereRaw('l.number = x.number');
  // Materialized: ordered by id, the planner would rather walk through all records there ever were.
  return (await connection
    .withMaterialized('x', records)
    .from('x')
    .where('x.id', '>', search.after)
    .whereNotExists(lines().where({ 'l.date': day.date, 'l.run': day.run }))
    .whereNotExists(
      lines()
        .join('reconciliations as d', 'd.date', 'l.date')
        .whereNot('l.date', day.date)
        .whereRaw('l.run = d.result_run'),
    )
    .orderBy('x.id')
    .limit(search.limit)
    .select('x.*')) as RecordWithoutLine[];
}

const COLUMNS = ['x.id', 'x.order_no', 'x.amount', 'x.state'];

const paidIn = (connection: Queries, { from, to }: Search) =>
  connection('payments as x')
    .where({ 'x.method': 'wechat', 'x.state': 'succeeded' })
    .andWhere('x.paid_at', '>=', from)
    .andWhere('x.paid_at', '<', to)
    .select([...COLUMNS, 'x.out_trade_no', 'x.out_trade_no as number']);

/** Accepted by WeChat for certain: a created refund may never have been sent, a closed one moved nothing. */
const ACCEPTED = ['processing', 'succeeded', 'abnormal'];

const refundedIn = (connection: Queries, { from, to, knownFrom }: Search) =>
  connection('refunds as x')
    .join('payments as p', 'p.id', 'x.payment_id')
    .whereIn('x.state', ACCEPTED)
    .andWhere('x.updated_at', '>=', from)
    .andWhere('x.created_at', '>=', knownFrom)
    .andWhere(connection.raw('coalesce(x.succeeded_at, x.updated_at)'), '>=', from as never)
    .andWhere(connection.raw('coalesce(x.succeeded_at, x.updated_at)'), '<', to as never)
    .select([...COLUMNS, 'p.out_trade_no', 'x.out_refund_no as number']);
