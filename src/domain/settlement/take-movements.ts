import { applyBps, type Bps } from '../shared/basis-points';
import { addDays, type CalendarDay } from '../shared/calendar-day';
import { addFen, type Fen, negateFen, subtractFen, ZERO_FEN } from '../shared/fen';

/** Money that came in for a merchant or went back to a buyer, and is in no settlement yet. */
export interface Movement {
  kind: 'payment' | 'refund';
  paymentId: number;
  /** The day of the shop's calendar on which it happened. */
  day: CalendarDay;
  /** Of the payment or the refund; never negative. */
  amount: Fen;
  /** Of the whole payment. */
  paymentAmount: Fen;
  rate: Bps;
  /** WeChat pays the merchant its part of the payment, or will unless it is given free first. */
  isShared: boolean;
}

/** How a movement counts in a settlement; what it takes away is negative. */
export interface TakenMovement<Of extends Movement> {
  movement: Of;
  /** The settlement's day, which may be later than the movement's. */
  day: CalendarDay;
  amount: Fen;
  commission: Fen;
  /** What of amount − commission goes through WeChat instead of a transfer. */
  shared: Fen;
}

export interface Books {
  /** Days that are settled: nothing is added to them any more. */
  closedDays: ReadonlySet<CalendarDay>;
  /** The last day that is over. */
  lastDay: CalendarDay;
  /** What has been taken of each payment's refunds before. */
  refunded: ReadonlyMap<number, Fen>;
}

/** The first day from this one on that is not settled; null when no day that is over is left. */
export function openDayFrom(day: CalendarDay, { closedDays, lastDay }: Omit<Books, 'refunded'>): CalendarDay | null {
  let open = day;
  while (closedDays.has(open)) open = addDays(open, 1);
  return open <= lastDay ? open : null;
}

/**
 * Puts movements, oldest first, into the first settlement that is still open for them. Commissions follow the order of taking, not
 * that of the clock, so that a refund learned of late changes nothing that was settled before; those of a payment and its refunds
 * sum to the commission on what is left.
 * @returns what can be taken now; the others wait for a day to end
 */
export function takeMovements<Of extends Movement>(movements: readonly Of[], books: Books): TakenMovement<Of>[] {
  const refunded = new Map(books.refunded);
  const taken: TakenMovement<Of>[] = [];
  for (const movement of movements) {
    const day = openDayFrom(movement.day, books);
    if (day === null) continue;
    const { amount, commission } = valueOf(movement, refunded);
    taken.push({
      movement,
      day,
      amount,
      commission,
      shared: movement.isShared ? subtractFen(amount, commission) : ZERO_FEN,
    });
  }
  return taken;
}

function valueOf(movement: Movement, refunded: Map<number, Fen>): { amount: Fen; commission: Fen } {
  const { kind, paymentId, amount, paymentAmount, rate } = movement;
  if (kind === 'payment') return { amount, commission: applyBps(amount, rate) };
  const before = refunded.get(paymentId) ?? ZERO_FEN;
  const after = addFen(before, amount);
  refunded.set(paymentId, after);
  const left = (gone: Fen) => applyBps(subtractFen(paymentAmount, gone), rate);
  return { amount: negateFen(amount), commission: subtractFen(left(after), left(before)) };
}
