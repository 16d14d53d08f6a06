import type { Core } from '@strapi/strapi';
import { correctionOfShare } from '../../../domain/settlement/correct-share';
import { lookBackTo } from '../../../domain/settlement/look-back';
import { openDayFrom, takeMovements } from '../../../domain/settlement/take-movements';
import { bps } from '../../../domain/shared/basis-points';
import { addDays, type CalendarDay, calendarDayOf, startOfDay } from '../../../domain/shared/calendar-day';
import { fen } from '../../../domain/shared/fen';
import { environmentOf, now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { toDate, toDateOrNull, toInteger } from '../../../platform/database/rows';
import { getService } from '../../../platform/get-service';
import { type EndedShareRow, endedShares } from '../store/ended-shares';
import { lockMerchant } from '../store/merchant-lock';
import { type MovementRow, untakenMovements } from '../store/money-movements';
import { insertLines, type NewLine, takenRefundsOf } from '../store/settlement-lines';
import {
  netOpenSettlements,
  openSettlement,
  type SettlementDay,
  settlementDays,
  sumUpSettlements,
} from '../store/settlement-rows';
import { nextTakenUntil, noteTakenUntil } from '../store/taken-until';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.settle-merchant': SettleMerchant;
  }
}

export interface SettleMerchant {
  /**
   * Puts every payment and refund of the days that are over, and that no settlement has taken yet, into the merchant's settlements.
   * Each gets into one, and stays there as it is; what becomes known after its day is settled goes into the next one that is open.
   * May be repeated and run on several instances at once.
   * @returns how many settlements have changed
   */
  (merchantId: number): Promise<number>;
}

/** Keeps one transaction, and what it holds in memory, small when there is much to catch up on. */
const BATCH = 5_000;

export default ({ strapi }: { strapi: Core.Strapi }): SettleMerchant =>
  async (merchantId) => {
    let touched = 0;
    for (;;) {
      const batch = await inTransaction(strapi, (trx) => settleBatch(strapi, trx, merchantId));
      touched += batch.touched;
      if (!batch.isMore) return touched;
    }
  };

interface Settling {
  trx: Trx;
  merchantId: number;
  at: Date;
  timeZone: string;
  /** Where today begins: nothing of today is settled. */
  before: Date;
  lastDay: CalendarDay;
  /** From where on to look for what is not taken yet; null: everywhere. */
  since: Date | null;
  days: Map<CalendarDay, SettlementDay>;
  closedDays: ReadonlySet<CalendarDay>;
}

async function settleBatch(
  strapi: Core.Strapi,
  trx: Trx,
  merchantId: number,
): Promise<{ touched: number; isMore: boolean }> {
  const merchant = await lockMerchant(trx, merchantId);
  if (!merchant) return { touched: 0, isMore: false };
  const at = now(strapi);
  const timeZone = environmentOf(strapi).SHOP_TIMEZONE;
  const today = calendarDayOf(at, timeZone);
  const before = startOfDay(today, timeZone);
  const adopted = await getService(strapi, 'api::merchant.adopt-settled-days')(trx, { merchantId, before, at });
  if (adopted.isMore) return { touched: 0, isMore: true };
  const known = await settlementDays(trx, merchantId);
  const settling: Settling = {
    trx,
    merchantId,
    at,
    timeZone,
    before,
    lastDay: addDays(today, -1),
    since: lookBackTo({ takenUntil: toDateOrNull(merchant.taken_until), next: nextTakenUntil(before), timeZone }),
    days: new Map(known.map((row) => [row.day, row])),
    closedDays: new Set(known.filter(({ state }) => state === 'settled').map(({ day }) => day)),
  };
  const { taken, isMore } = await takeBatch(settling);
  const corrections = isMore ? [] : await correctShares(settling);
  const stale = known.filter(({ state, isFromBefore }) => state === 'pending' && isFromBefore).map(({ id }) => id);
  const touched = new Set([...taken, ...corrections, ...stale]);
  await sumUpSettlements(trx, [...touched], at);
  await netOpenSettlements(trx, merchantId, at);
  if (!isMore) await noteTakenUntil(trx, { merchantId, from: settling.since, until: nextTakenUntil(before) });
  return { touched: touched.size, isMore };
}

/** @returns the settlements that got lines */
async function takeBatch(settling: Settling): Promise<{ taken: number[]; isMore: boolean }> {
  const { trx, merchantId, before, since, at } = settling;
  const touched = since === null ? {} : { from: since };
  const rows = await untakenMovements(trx, { merchantId, happened: { to: before }, touched, limit: BATCH });
  const movements = rows.map((row) => movementOf(row, settling));
  const refunded = await takenRefundsOf(trx, rows);
  const lines: NewLine[] = [];
  for (const { movement, day, amount, commission, shared } of takeMovements(movements, { ...settling, refunded }))
    lines.push({
      ...lineOf(movement.row, merchantId),
      settlement_id: await settlementOf(settling, day),
      amount,
      commission,
      shared,
    });
  await insertLines(trx, lines, at);
  return { taken: lines.map((line) => line.settlement_id), isMore: rows.length === BATCH && lines.length > 0 };
}

function movementOf(row: MovementRow, { timeZone, before }: Settling) {
  const freedAt = row.sharing_state === 'unfrozen' ? toDateOrNull(row.sharing_finished_at) : null;
  return {
    row,
    kind: row.kind,
    paymentId: row.payment_id,
    day: calendarDayOf(toDate(row.at), timeZone),
    amount: fen(row.amount),
    paymentAmount: fen(row.payment_amount),
    rate: bps(toInteger(row.commission_bps)),
    // What was given free today is corrected tomorrow, with everything that was taken before.
    isShared: row.sharing_state !== null && (freedAt === null || freedAt >= before),
  };
}

const lineOf = (row: MovementRow, merchantId: number) => ({
  merchant_id: merchantId,
  kind: row.kind,
  happened_at: toDate(row.at),
  order_no: row.order_no,
  number: row.number,
  payment_id: row.payment_id,
  refund_id: row.kind === 'refund' ? row.id : null,
  sequence: 0,
});

/** The open settlement of a day, made when it is missing. */
async function settlementOf({ trx, merchantId, at, days }: Settling, day: CalendarDay): Promise<number> {
  const known = days.get(day);
  if (known) return known.id;
  const id = await openSettlement(trx, { merchantId, day, at });
  days.set(day, { id, day, state: 'pending', isFromBefore: false });
  return id;
}

/** Corrects what counts as paid through WeChat where a split has ended otherwise. */
async function correctShares(settling: Settling): Promise<number[]> {
  const { trx, merchantId, at, before, timeZone } = settling;
  const lines: NewLine[] = [];
  for (const row of await endedShares(trx, merchantId)) {
    const shared = correctionOf(row);
    const happenedAt = lastMoveOf(row);
    const day = openDayFrom(calendarDayOf(happenedAt, timeZone), settling);
    if (shared === 0 || happenedAt >= before || day === null) continue;
    lines.push({
      merchant_id: merchantId,
      kind: 'share',
      settlement_id: await settlementOf(settling, day),
      happened_at: happenedAt,
      order_no: row.order_no,
      number: row.number,
      amount: 0,
      commission: 0,
      shared,
      payment_id: row.payment_id,
      refund_id: null,
      sequence: row.corrections + 1,
    });
  }
  await insertLines(trx, lines, at);
  return lines.map((line) => line.settlement_id);
}

const correctionOf = (row: EndedShareRow): number =>
  correctionOfShare({
    end: row.state,
    rate: bps(row.commission_bps),
    net: fen(toInteger(row.net)),
    payable: fen(toInteger(row.payable)),
    counted: fen(toInteger(row.counted)),
    shared: fen(row.shared_amount),
    asked: fen(toInteger(row.asked)),
    returned: fen(toInteger(row.returned)),
    refunding: fen(toInteger(row.refunding)),
    hasUnasked: toInteger(row.unasked) > 0,
  });

function lastMoveOf(row: EndedShareRow): Date {
  const finished = toDate(row.finished_at);
  const returned = toDateOrNull(row.returned_at);
  return returned !== null && returned > finished ? returned : finished;
}
