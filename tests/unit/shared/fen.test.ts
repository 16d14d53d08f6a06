import fc from 'fast-check';
import {
  addFen,
  allocate,
  fen,
  formatYuan,
  multiplyFen,
  negateFen,
  subtractFen,
  sumFen,
} from '../../../src/domain/shared/fen';

describe('fen', () => {
  test.each([1.5, NaN, Infinity, 2 ** 53, '1' as unknown as number])('%p is refused as money', (value) => {
    expect(() => fen(value)).toThrow(RangeError);
  });

  test('sums, differences and products stay exact integers', () => {
    expect(addFen(fen(1880), fen(20))).toBe(1900);
    expect(subtractFen(fen(100), fen(250))).toBe(-150);
    expect(multiplyFen(fen(333), 3)).toBe(999);
    expect(sumFen([])).toBe(0);
    expect(sumFen([fen(1), fen(2), fen(3)])).toBe(6);
  });

  test('a result beyond the safe range is refused instead of rounded', () => {
    expect(() => addFen(fen(Number.MAX_SAFE_INTEGER), fen(1))).toThrow(RangeError);
    expect(() => multiplyFen(fen(2 ** 50), 1000)).toThrow(RangeError);
  });

  test('nothing negated is still plain zero', () => {
    expect(Object.is(negateFen(fen(0)), 0)).toBe(true);
    expect(Object.is(fen(-0), 0)).toBe(true);
  });

  test.each([
    [1880, '18.80'],
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [-123456, '-1234.56'],
    [100, '1.00'],
  ])('%i fen reads ¥%s', (amount, text) => {
    expect(formatYuan(fen(amount))).toBe(text);
  });
});

describe('allocate', () => {
  test('the largest remainders get the odd fen, ties go to the earlier part', () => {
    expect(allocate(fen(100), [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(fen(10), [999, 1, 1000])).toEqual([5, 0, 5]);
    expect(allocate(fen(-100), [1, 1, 1])).toEqual([-34, -33, -33]);
  });

  test('without any weight the whole is spread evenly', () => {
    expect(allocate(fen(5), [0, 0])).toEqual([3, 2]);
  });

  test('a part without weight gets nothing beside parts with weight', () => {
    expect(allocate(fen(7), [0, 3, 0, 3])).toEqual([0, 4, 0, 3]);
  });

  test('nothing can be given to nobody only when there is nothing to give', () => {
    expect(allocate(fen(0), [])).toEqual([]);
    expect(() => allocate(fen(1), [])).toThrow(RangeError);
  });

  test.each([[[-1]], [[0.5]], [[NaN]]])('the weights %p are refused', (weights) => {
    expect(() => allocate(fen(1), weights)).toThrow(RangeError);
  });

  const totals = fc.integer({ min: -(2 ** 50), max: 2 ** 50 });
  const weightLists = fc.array(fc.nat({ max: 2 ** 40 }), { minLength: 1, maxLength: 12 });

  test('the parts always sum to the whole', () => {
    fc.assert(
      fc.property(totals, weightLists, (total, weights) => {
        expect(sumFen(allocate(fen(total), weights))).toBe(total);
      }),
    );
  });

  test('each part is less than one fen away from its exact share', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1_000_000 }),
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1 }),
        (total, weights) => {
          const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
          allocate(fen(total), weights).forEach((part, index) => {
            expect(Math.abs(part - (total * (weights[index] ?? 0)) / weightSum)).toBeLessThan(1);
          });
        },
      ),
    );
  });

  test('no part exceeds its weight while the whole does not exceed the weights', () => {
    fc.assert(
      fc.property(weightLists, fc.double({ min: 0, max: 1, noNaN: true }), (weights, share) => {
        const total = Math.floor(weights.reduce((sum, weight) => sum + weight, 0) * share);
        allocate(fen(total), weights).forEach((part, index) => {
          expect(part).toBeGreaterThanOrEqual(0);
          if (total > 0) expect(part).toBeLessThanOrEqual(weights[index] ?? 0);
        });
      }),
    );
  });
});
