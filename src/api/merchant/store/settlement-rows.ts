import { netDebts, type Netted } from '../../../domain/settlement/net-debts';
import { type CalendarDay, calendarDay } from '../../../domain/shared/calendar-day';
import { type Fen, fen } from '../../../domain/shared/fen';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow, type StoredInstant, toInteger } from '../../../platform/database/rows';
import { sumsOfLines } from './settlement-lines';

/** Amounts are 64 bits wide, which PostgreSQL reads as text: see {@link amountsOf}. */
export interface SettlementRow {
  id: number;
  document_id: string;
  merchant_id: number;
  /** A day of the shop's calendar, `YYYY-MM-DD`. */
  day: string;
  paid_amount: unknown;
  refunded_amount: unknown;
  commission: unknown;
  payable: unknown;
  order_count: number;
  refund_count: number;
  /** What of `payable` the merchant gets through WeChat. */
  shared_amount: unknown;
  /** What is kept back for settlements below zero; null in what was settled before settlements had lines. */
  deducted_amount: unknown;
  /** What the shop pays; null until it is reckoned from lines. */
  transfer_amount: unknown;
  state: 'pending' | 'settled';
  settled_at: StoredInstant;
  /** The bank's number of the transfer that paid it. */
  transfer_no: string | null;
  note: string | null;
}

/** The amounts of a settlement in fen; `deducted` and `transfer` are null as long as they are not reckoned. */
export function amountsOf(row: SettlementRow) {
  const orNull = (value: unknown) => (value === null ? null : toInteger(value));
  return {
    payable: toInteger(row.payable),
    sharedAmount: toInteger(row.shared_amount),
    deductedAmount: orNull(row.deducted_amount),
    transferAmount: orNull(row.transfer_amount),
  };
}

export interface SettlementDay {
  id: number;
  day: CalendarDay;
  state: SettlementRow['state'];
  /** Made before settlements had lines, and not given its own yet. */
  isFromBefore: boolean;
}

/** All settlements of a merchant. */
export async function settlementDays(trx: Trx, merchantId: number): Promise<SettlementDay[]> {
  const rows = (await trx('settlements')
    .where({ merchant_id: merchantId })
    .select('id', 'day', 'state', 'transfer_amount')) as SettlementRow[];
  return rows.map(({ id, day, state, transfer_amount: transfer }) => ({
    id,
    day: calendarDay(day),
    state,
    isFromBefore: transfer === null,
  }));
}

const NOTHING_YET = {
  paid_amount: 0,
  refunded_amount: 0,
  commission: 0,
  payable: 0,
  order_count: 0,
  refund_count: 0,
  shared_amount: 0,
  deducted_amount: 0,
  transfer_amount: 0,
};

/** Opens a merchant's settlement of a day that has none. Call with the merchant locked. */
export async function openSettlement(
  trx: Trx,
  { merchantId, day, at }: { merchantId: number; day: CalendarDay; at: Date },
): Promise<number> {
  const [row] = (await trx('settlements')
    .insert({ ...newRow(at), merchant_id: merchantId, day, state: 'pending', ...NOTHING_YET })
    .returning('id')) as { id: number }[];
  if (!row) throw new Error('a settlement was not written');
  return row.id;
}

/** Makes open settlements what their lines sum to. */
export async function sumUpSettlements(trx: Trx, ids: readonly number[], at: Date): Promise<void> {
  const sums = new Map((await sumsOfLines(trx, ids)).map((row) => [row.settlement_id, row]));
  for (const id of ids) {
    const sum = sums.get(id);
    const [paid, refunded, commission] = [toInteger(sum?.paid), toInteger(sum?.refunded), toInteger(sum?.commission)];
    await trx('settlements')
      .where({ id, state: 'pending' })
      .update({
        paid_amount: paid,
        refunded_amount: refunded,
        commission,
        payable: paid - refunded - commission,
        order_count: toInteger(sum?.orders),
        refund_count: toInteger(sum?.refunds),
        shared_amount: toInteger(sum?.shared),
        updated_at: at,
      });
  }
}

/** Writes down for every open settlement of a merchant what is kept back for those below zero, and what is left to pay. */
export async function netOpenSettlements(trx: Trx, merchantId: number, at: Date): Promise<void> {
  const open = (await trx('settlements')
    .where({ merchant_id: merchantId, state: 'pending' })
    .orderBy('day')) as SettlementRow[];
  const due = open.map(amountsOf).map(({ payable, sharedAmount }) => fen(payable - sharedAmount));
  const netted = netDebts(await debtOf(trx, merchantId), due);
  for (const [index, row] of open.entries()) {
    const { deducted, transfer } = netted[index] as Netted;
    const { deductedAmount, transferAmount } = amountsOf(row);
    if (deductedAmount === deducted && transferAmount === transfer) continue;
    await trx('settlements')
      .where({ id: row.id, state: 'pending' })
      .update({ deducted_amount: deducted, transfer_amount: transfer, updated_at: at });
  }
}

/**
 * What a merchant owes, in fen: what settlements below zero sum to, less what settled ones have kept back and what it has paid back.
 * Settlements from before lines were squared by hand. Call with the merchant locked.
 */
export async function debtOf(trx: Trx, merchantId: number): Promise<Fen> {
  const [sums] = (await trx('settlements')
    .where({ merchant_id: merchantId })
    .where((mine) => void mine.where('state', 'pending').orWhereNotNull('deducted_amount'))
    .select(
      trx.raw(
        `sum(case when shared_amount > payable then shared_amount - payable else 0 end) as owed,
         sum(case when state = 'settled' then deducted_amount else 0 end) as made_good`,
      ),
    )) as { owed: unknown; made_good: unknown }[];
  const [repaid] = (await trx('merchant_repayments').where({ merchant_id: merchantId }).sum('amount as total')) as {
    total: unknown;
  }[];
  return fen(toInteger(sums?.owed) - toInteger(sums?.made_good) - toInteger(repaid?.total));
}
