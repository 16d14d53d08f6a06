import type { Knex } from 'knex';
import type { StoredInstant } from '../../../platform/database/rows';

/** A split that is over, beside what settlements have taken of its payment. Sums may come as text. */
export interface EndedShareRow {
  payment_id: number;
  order_no: string;
  number: string;
  state: 'finished' | 'unfrozen';
  commission_bps: number;
  net: unknown;
  payable: unknown;
  counted: unknown;
  shared_amount: number;
  returned: unknown;
  refunding: unknown;
  /** How many corrections the payment has had. */
  corrections: number;
  finished_at: StoredInstant;
  /** When the last of its returns was over. */
  returned_at: StoredInstant;
}

/** Returns that succeeded or will; a failed one is the merchant's debt. */
const RETURNED = "from profit_returns as b where b.profit_sharing_id = s.id and b.state <> 'failed'";

/** A refund that is created is under way as soon as the share is asked back for it. */
const REFUNDING = `from refunds as r where r.payment_id = s.payment_id and r.reason = 'after_sale' and (
  r.state in ('processing', 'abnormal')
  or (r.state = 'created' and exists (
    select 1 from profit_returns as b where b.profit_sharing_id = s.id and b.out_refund_no = r.out_refund_no))
  or (r.state = 'succeeded' and not exists (
    select 1 from settlement_lines as t where t.refund_id = r.id and t.kind = 'refund')))`;

/** The splits of a merchant that are over and that its settlements may count wrongly. */
export async function endedShares(connection: Knex, merchantId: number): Promise<EndedShareRow[]> {
  const ended = connection('profit_sharings')
    .where({ merchant_id: merchantId })
    .whereIn('state', ['finished', 'unfrozen'])
    .whereNotNull('finished_at');
  const lines = connection('settlement_lines')
    .where({ merchant_id: merchantId })
    .whereIn('payment_id', ended.clone().select('payment_id'))
    .groupBy('payment_id')
    .select('payment_id')
    .select(
      connection.raw(
        'sum(amount) as net, sum(amount - commission) as payable, sum(shared) as counted, max(sequence) as corrections',
      ),
    );
  const shares = connection
    .from(ended.clone().select('*').as('s'))
    .join('payments as p', 'p.id', 's.payment_id')
    .join(lines.as('l'), 'l.payment_id', 's.payment_id')
    .select('s.payment_id', 's.order_no', 's.state', 's.shared_amount', 's.finished_at')
    .select('l.net', 'l.payable', 'l.counted', 'l.corrections')
    .select(
      connection.raw(
        `coalesce(s.out_order_no, s.transaction_id) as number, coalesce(p.commission_bps, 0) as commission_bps,
         (select coalesce(sum(b.amount), 0) ${RETURNED}) as returned,
         (select coalesce(sum(r.amount), 0) ${REFUNDING}) as refunding,
         (select max(b.finished_at) from profit_returns as b where b.profit_sharing_id = s.id) as returned_at`,
      ),
    );
  return (await connection
    .from(shares.as('e'))
    .whereRaw(
      `(e.state = 'unfrozen' and e.counted <> 0) or (e.state = 'finished'
        and (e.refunding <> 0 or e.payable <> e.counted or e.shared_amount - e.returned <> e.counted))`,
    )
    .orderBy('e.payment_id')
    .select('e.*')) as EndedShareRow[];
}
