import type { Core } from '@strapi/strapi';
import { takeMovements } from '../../../domain/settlement/take-movements';
import { bps } from '../../../domain/shared/basis-points';
import { type CalendarDay, calendarDayOf } from '../../../domain/shared/calendar-day';
import { fen } from '../../../domain/shared/fen';
import { environmentOf } from '../../../platform/container';
import type { Trx } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDate, toInteger } from '../../../platform/database/rows';
import { untakenMovements } from '../store/money-movements';
import { insertLines, type NewLine, takenRefundsOf } from '../store/settlement-lines';
import { settlementDays } from '../store/settlement-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.adopt-settled-days': AdoptSettledDays;
  }
}

export interface AdoptSettledDays {
  /**
   * Gives settlements that were settled before settlements had lines the payments, refunds and splits of their day, once, so that
   * nothing of it is settled again. Their amounts stay as they are. Call with the merchant locked.
   * @param about.before where today begins
   */
  (trx: Trx, about: { merchantId: number; before: Date; at: Date }): Promise<void>;
}

interface Adopting {
  trx: Trx;
  merchantId: number;
  before: Date;
  dayOf: (at: StoredInstant) => CalendarDay;
  /** The settlements that have no lines yet, by day. */
  settlements: ReadonlyMap<CalendarDay, number>;
}

export default ({ strapi }: { strapi: Core.Strapi }): AdoptSettledDays =>
  async (trx, { merchantId, before, at }) => {
    const known = await settlementDays(trx, merchantId);
    const rows = known.filter(({ state, isFromBefore }) => state === 'settled' && isFromBefore);
    if (rows.length === 0) return;
    const { SHOP_TIMEZONE: timeZone } = environmentOf(strapi);
    const settlements = new Map(rows.map(({ day, id }) => [day, id]));
    const dayOf = (instant: StoredInstant) => calendarDayOf(toDate(instant), timeZone);
    const adopting = { trx, merchantId, before, dayOf, settlements };
    const lines = [...(await movementLines(adopting)), ...(await shareLines(adopting))];
    await insertLines(trx, lines, at);
    await trx('settlements')
      .whereIn('id', [...settlements.values()])
      .update({ transfer_amount: trx.raw('payable - shared_amount') });
  };

async function movementLines({ trx, merchantId, before, dayOf, settlements }: Adopting): Promise<NewLine[]> {
  const rows = await untakenMovements(trx, { merchantId, before });
  const mine = rows.filter((row) => settlements.has(dayOf(row.at)));
  const movements = mine.map((row) => ({
    row,
    kind: row.kind,
    paymentId: row.payment_id,
    day: dayOf(row.at),
    amount: fen(row.amount),
    paymentAmount: fen(row.payment_amount),
    rate: bps(toInteger(row.commission_bps)),
    // The day was paid whole; what was shared counted on the day it was.
    isShared: false,
  }));
  const books = {
    closedDays: new Set<CalendarDay>(),
    lastDay: dayOf(before),
    refunded: await takenRefundsOf(trx, mine),
  };
  return takeMovements(movements, books).map(({ movement: { row }, day, amount, commission, shared }) => ({
    settlement_id: settlements.get(day) as number,
    merchant_id: merchantId,
    kind: row.kind,
    happened_at: toDate(row.at),
    order_no: row.order_no,
    number: row.number,
    amount,
    commission,
    shared,
    payment_id: row.payment_id,
    refund_id: row.kind === 'refund' ? row.id : null,
    sequence: 0,
  }));
}

interface MoveRow {
  payment_id: number;
  order_no: string;
  number: string;
  amount: number;
  at: StoredInstant;
}

/** What was shared or came back then, one line for each. */
async function shareLines({ trx, merchantId, dayOf, settlements }: Adopting): Promise<NewLine[]> {
  const shared = trx('profit_sharings as s')
    .where({ 's.merchant_id': merchantId, 's.state': 'finished' })
    .select(
      's.payment_id',
      's.order_no',
      's.out_order_no as number',
      's.shared_amount as amount',
      's.finished_at as at',
    );
  const returned = trx('profit_returns as r')
    .join('profit_sharings as s', 's.id', 'r.profit_sharing_id')
    .where({ 's.merchant_id': merchantId, 'r.state': 'succeeded' })
    .select('s.payment_id', 's.order_no', 'r.out_return_no as number')
    .select(trx.raw('-r.amount as amount'), 'r.finished_at as at');
  const rows = (await trx.from(shared.unionAll([returned]).as('l')).orderBy(['l.payment_id', 'l.at'])) as MoveRow[];
  const corrected = trx('settlement_lines').where({ merchant_id: merchantId, kind: 'share' }).pluck('payment_id');
  const known = new Set((await corrected) as number[]);
  const sequences = new Map<number, number>();
  return rows
    .filter((row) => settlements.has(dayOf(row.at)) && !known.has(row.payment_id))
    .map((row) => {
      const sequence = (sequences.get(row.payment_id) ?? 0) + 1;
      sequences.set(row.payment_id, sequence);
      return {
        settlement_id: settlements.get(dayOf(row.at)) as number,
        merchant_id: merchantId,
        kind: 'share' as const,
        happened_at: toDate(row.at),
        order_no: row.order_no,
        number: row.number,
        amount: 0,
        commission: 0,
        shared: row.amount,
        payment_id: row.payment_id,
        refund_id: null,
        sequence,
      };
    });
}
