import type { Knex } from 'knex';
import type { StoredInstant } from '../../../platform/database/rows';

/** A split that is over, beside what settlements have taken of its payment. Sums may come as text. */
export interface EndedShareRow {
  payment_id: number;
  order_no: string;
  /** Ours of the split or the unfreezing: spreadsheets round those of WeChat, which are digits only. */
  number: string;
  state: 'finished' | 'unfrozen';
  commission_bps: number;
  net: unknown;
  payable: unknown;
  counted: unknown;
  shared_amount: number;
  asked: unknown;
  returned: unknown;
  refunding: unknown;
  /** Of `refunding`, what is still to be sent and has had no return. */
  unasked: unknown;
  /** How many corrections the payment has had. */
  corrections: number;
  finished_at: StoredInstant;
  /** When the last of its returns was over. */
  returned_at: StoredInstant;
}

const RETURNS = 'from profit_returns as b where b.profit_sharing_id = s.id';

/** Those that succeeded or will; a failed one is the merchant's debt. */
const RETURNED = `${RETURNS} and b.state <> 'failed'`;

/** Our return for a refund has its number. */
const UNASKED = `r.state = 'created' and not exists (select 1 ${RETURNS} and b.out_refund_no = r.out_refund_no)`;

const REFUNDS = "from refunds as r where r.payment_id = s.payment_id and r.reason = 'after_sale'";

/** A refund may wait for days before it is sent, and the split or a return may have taken it off already. */
const REFUNDING = `${REFUNDS} and (
  r.state in ('created', 'processing', 'abnormal')
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
        `coalesce(s.out_order_no, s.unfreeze_no, s.order_no) as number, coalesce(p.commission_bps, 0) as commission_bps,
         (select coalesce(sum(b.amount), 0) ${RETURNS}) as asked,
         (select coalesce(sum(b.amount), 0) ${RETURNED}) as returned,
         (select coalesce(sum(r.amount), 0) ${REFUNDING}) as refunding,
         (select coalesce(sum(r.amount), 0) ${REFUNDS} and ${UNASKED}) as unasked,
         (select max(b.finished_at) ${RETURNS}) as returned_at`,
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
