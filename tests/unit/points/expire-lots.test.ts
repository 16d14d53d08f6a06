import { expireLots } from '../../../src/domain/points/expire-lots';

const lot = (id: number, userId: number, remaining: number, timesExpired = 0) => ({
  id,
  userId,
  remaining,
  timesExpired,
});

describe('lots that have ended', () => {
  test('leave one entry each, with the running balance of their user', () => {
    const balances = new Map([
      [1, 30],
      [2, -5],
    ]);
    const expiries = expireLots([lot(10, 1, 20), lot(11, 2, 3), lot(12, 1, 10)], balances);
    expect(expiries.map(({ lot: { id }, balanceAfter }) => [id, balanceAfter])).toEqual([
      [10, 10],
      [11, -8],
      [12, 0],
    ]);
    expect(balances.get(1)).toBe(30);
  });

  test('that were refilled and end again have a key of their own', () => {
    const balances = new Map([[1, 9]]);
    const keys = [0, 1].map((times) => expireLots([lot(10, 1, 4, times)], balances)[0]?.key);
    expect(new Set(keys).size).toBe(2);
  });

  test('of somebody without a balance are refused', () => {
    expect(() => expireLots([lot(10, 1, 4)], new Map())).toThrow(RangeError);
  });
});
