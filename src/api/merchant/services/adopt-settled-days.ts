import type { Core } from '@strapi/strapi';
import { takeMovements } from '../../../domain/settlement/take-movements';
import { bps } from '../../../domain/shared/basis-points';
import { type CalendarDay, calendarDayOf, endOfDay, startOfDay } from '../../../domain/shared/calendar-day';
import { fen } from '../../../domain/shared/fen';
import { environmentOf } from '../../../platform/container';
import type { Trx } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDate, toInteger } from '../../../platform/database/rows';
import { type Span, untakenMovements } from '../store/money-movements';
import { insertLines, knownShares, type NewLine, takenRefundsOf } from '../store/settlement-lines';
import { settlementDays } from '../store/settlement-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.adopt-settled-days': AdoptSettledDays;
  }
}

export interface AdoptSettledDays {
  /**
   * Gives settlements that were settled before settlements had lines the payments, refunds and splits of their day, once, so that
   * nothing of it is settled again. Their amounts stay as they are. Takes some days at a time, the earliest first. Call with the
   * merchant locked.
   * @param about.before where today begins
   * @returns whether there are more days: nothing may be settled before they have their lines
   */
  (trx: Trx, about: { merchantId: number; before: Date; at: Date }): Promise<{ isMore: boolean }>;
}

/** Keeps one transaction, and what it holds in memory, small on a shop that is years old. */
const DAYS_PER_BATCH = 10;

interface Adopting {
  trx: Trx;
  merchantId: number;
  /** From the first of the days to the end of the last, or to where today begins. */
  span: Span;
  dayOf: (at: StoredInstant) => CalendarDay;
  /** The settlements that get lines now, by day. */
  settlements: ReadonlyMap<CalendarDay, number>;
}

export default ({ strapi }: { strapi: Core.Strapi }): AdoptSettledDays =>
  async (trx, { merchantId, before, at }) => {
    const known = await settlementDays(trx, merchantId);
    const old = known.filter(({ state, isFromBefore }) => state === 'settled' && isFromBefore);
    const rows = old.sort((a, b) => a.day.localeCompare(b.day)).slice(0, DAYS_PER_BATCH);
    const [first, last] = [rows.at(0), rows.at(-1)];
    if (!first || !last) return { isMore: false };
    const { SHOP_TIMEZONE: timeZone } = environmentOf(strapi);
    const settlements = new Map(rows.map(({ day, id }) => [day, id]));
    const dayOf = (instant: StoredInstant) => calendarDayOf(toDate(instant), timeZone);
    const end = endOfDay(last.day, timeZone);
    const span = { from: startOfDay(first.day, timeZone), to: end < before ? end : before };
    const adopting = { trx, merchantId, span, dayOf, settlements };
    const lines = [...(await movementLines(adopting)), ...(await shareLines(adopting))];
    await insertLines(trx, lines, at);
    await trx('settlements')
      .whereIn('id', [...settlements.values()])
      .update({ transfer_amount: trx.raw('payable - shared_amount') });
    return { isMore: rows.length < old.length };
  };

async function movementLines({ trx, merchantId, span, dayOf, settlements }: Adopting): Promise<NewLine[]> {
  const rows = await untakenMovements(trx, { merchantId, happened: span });
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
    lastDay: dayOf(span.to),
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
async function shareLines(adopting: Adopting): Promise<NewLine[]> {
  const { trx, merchantId, dayOf, settlements } = adopting;
  const rows = (await movesIn(adopting)).filter((row) => settlements.has(dayOf(row.at)));
  const { sequences, corrected } = await knownShares(
    trx,
    rows.map((row) => row.payment_id),
  );
  return rows
    .filter((row) => !corrected.has(row.payment_id))
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

async function movesIn({ trx, merchantId, span }: Adopting): Promise<MoveRow[]> {
  const shared = trx('profit_sharings as s')
    .where({ 's.merchant_id': merchantId, 's.state': 'finished' })
    .where('s.finished_at', '>=', span.from)
    .where('s.finished_at', '<', span.to)
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
    .where('r.finished_at', '>=', span.from)
    .where('r.finished_at', '<', span.to)
    .select('s.payment_id', 's.order_no', 'r.out_return_no as number')
    .select(trx.raw('-r.amount as amount'), 'r.finished_at as at');
  return (await trx.from(shared.unionAll([returned]).as('l')).orderBy(['l.payment_id', 'l.at'])) as MoveRow[];
}
