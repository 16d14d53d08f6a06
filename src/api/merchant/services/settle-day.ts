import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { type CalendarDay, endOfDay, startOfDay } from '../../../domain/shared/calendar-day';
import { environmentOf } from '../../../platform/container';
import { newRow, toInteger } from '../../../platform/database/rows';
import { settlementLines, sharedAmounts, type Span } from '../store/settlement-lines';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.settle-day': SettleDay;
  }
}

export interface SettleDay {
  /**
   * Reckons from the raw records what every merchant gets for a day of the shop's calendar: paid − refunded − commission. Refunds
   * count on the day they arrived. May be repeated: what is settled stays as it is, what is pending becomes right.
   * @returns how many merchants had anything to settle
   */
  (connection: Knex, settled: { day: CalendarDay; at: Date }): Promise<number>;
}

interface Totals {
  merchant_id: number;
  paid: unknown;
  refunded: unknown;
  kept: unknown;
  given_up: unknown;
  orders: unknown;
  refunds: unknown;
}

const COMPUTED = [
  'paid_amount',
  'refunded_amount',
  'commission',
  'payable',
  'order_count',
  'refund_count',
  'shared_amount',
  'updated_at',
];

export default ({ strapi }: { strapi: Core.Strapi }): SettleDay =>
  async (connection, { day, at }) => {
    const timeZone = environmentOf(strapi).SHOP_TIMEZONE;
    const span = { from: startOfDay(day, timeZone), to: endOfDay(day, timeZone) };
    const totals = await totalsOf(connection, span);
    const shared = await sharedOf(connection, span);
    const merchants = new Set([...totals.keys(), ...shared.keys()]);
    for (const merchantId of merchants) {
      const row = rowOf(totals.get(merchantId), shared.get(merchantId) ?? 0);
      await connection('settlements')
        .insert({ ...newRow(at), merchant_id: merchantId, day, state: 'pending', ...row })
        .onConflict(['merchant_id', 'day'])
        .merge(COMPUTED)
        .where('settlements.state', 'pending');
    }
    return merchants.size;
  };

async function totalsOf(connection: Knex, span: Span): Promise<Map<number, Totals>> {
  const sum = (kind: string, column: string) => `sum(case when l.kind = '${kind}' then ${column} else 0 end)`;
  const rows = (await connection
    .from(settlementLines(connection, span).as('l'))
    .groupBy('l.merchant_id')
    .select('l.merchant_id')
    .select(
      connection.raw(
        `${sum('payment', 'l.amount')} as paid, ${sum('refund', 'l.amount')} as refunded,
         ${sum('payment', 'l.commission')} as kept, ${sum('refund', 'l.commission')} as given_up,
         ${sum('payment', '1')} as orders, ${sum('refund', '1')} as refunds`,
      ),
    )) as Totals[];
  return new Map(rows.map((row) => [row.merchant_id, row]));
}

async function sharedOf(connection: Knex, span: Span): Promise<Map<number, number>> {
  const rows = (await sharedAmounts(connection, span)) as { merchant_id: number; total: unknown }[];
  return new Map(rows.map((row) => [row.merchant_id, toInteger(row.total)]));
}

function rowOf(totals: Totals | undefined, sharedAmount: number) {
  const paid = toInteger(totals?.paid);
  const refunded = toInteger(totals?.refunded);
  const commission = toInteger(totals?.kept) - toInteger(totals?.given_up);
  return {
    paid_amount: paid,
    refunded_amount: refunded,
    commission,
    payable: paid - refunded - commission,
    order_count: toInteger(totals?.orders),
    refund_count: toInteger(totals?.refunds),
    shared_amount: sharedAmount,
  };
}
