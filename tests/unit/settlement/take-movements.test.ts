import fc from 'fast-check';
import { type Movement, openDayFrom, takeMovements } from '../../../src/domain/settlement/take-movements';
import { applyBps, bps } from '../../../src/domain/shared/basis-points';
import { addDays, type CalendarDay, calendarDay } from '../../../src/domain/shared/calendar-day';
import { type Fen, fen } from '../../../src/domain/shared/fen';

const FIRST = calendarDay('2026-03-01');
const day = (offset: number): CalendarDay => addDays(FIRST, offset);
const books = (lastDay: number, closed: number[] = [], refunded = new Map<number, Fen>()) => ({
  closedDays: new Set(closed.map(day)),
  lastDay: day(lastDay),
  refunded,
});

const movement = (change: Partial<Movement> & { amount: Fen }): Movement => ({
  kind: 'payment',
  paymentId: 1,
  day: day(0),
  paymentAmount: fen(100),
  rate: bps(333),
  isShared: false,
  ...change,
});

describe('the first open day', () => {
  it.each<[string, number[], number, number | null]>([
    ['is the day itself', [], 5, 2],
    ['is the next one when it is settled', [2, 3], 5, 4],
    ['is not there when all days that are over are settled', [2, 3, 4, 5], 5, null],
    ['is not there before the day is over', [], 1, null],
  ])('%s', (_title, closed, lastDay, expected) => {
    expect(openDayFrom(day(2), books(lastDay, closed))).toBe(expected === null ? null : day(expected));
  });
});

describe('movements', () => {
  it('count once, whenever they are taken, and their commissions sum to that on what is left', () => {
    const payment = fc.record({
      rate: fc.integer({ min: 0, max: 10_000 }),
      parts: fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 6 }),
      isKept: fc.boolean(),
      rounds: fc.array(fc.nat({ max: 3 }), { minLength: 7, maxLength: 7 }),
    });
    fc.assert(
      fc.property(payment, ({ rate, parts, isKept, rounds }) => {
        const whole = fen(parts.reduce((sum, part) => sum + part, 0));
        const given = isKept ? parts.slice(1) : parts;
        const common = { paymentAmount: whole, rate: bps(rate) };
        const all = [
          movement({ ...common, amount: whole }),
          ...given.map((part) => movement({ ...common, kind: 'refund', amount: fen(part) })),
        ];
        let [amount, commission, gone] = [0, 0, 0];
        // Each round learns of some of them; in between the day is settled.
        for (const round of [0, 1, 2, 3]) {
          const known = all.filter((_movement, index) => rounds[index] === round);
          const closed = Array.from({ length: round }, (_day, index) => index);
          const taken = takeMovements(known, books(9, closed, new Map([[1, fen(gone)]])));
          expect(taken.map((line) => line.day)).toEqual(known.map(() => day(round)));
          for (const line of taken) {
            amount += line.amount;
            commission += line.commission;
            if (line.movement.kind === 'refund') gone += line.movement.amount;
          }
        }
        const left = fen(whole - given.reduce((sum, part) => sum + part, 0));
        expect([amount, commission]).toEqual([left, applyBps(left, bps(rate))]);
      }),
    );
  });

  it('of a shared payment count as paid through WeChat, refunds too', () => {
    const shared = { isShared: true, rate: bps(1_000) };
    const taken = takeMovements(
      [movement({ ...shared, amount: fen(100) }), movement({ ...shared, kind: 'refund', amount: fen(30) })],
      books(0),
    );
    expect(taken.map(({ amount, commission, shared: through }) => [amount, commission, through])).toEqual([
      [100, 10, 90],
      [-30, -3, -27],
    ]);
  });
});
