import fc from 'fast-check';
import { netDebts } from '../../../src/domain/settlement/net-debts';
import { fen } from '../../../src/domain/shared/fen';

const amounts = (numbers: number[]) => numbers.map(fen);

describe('debts', () => {
  it.each<[string, number, number[], [number, number][]]>([
    [
      'are made good by the earliest settlements',
      150,
      [100, 100],
      [
        [100, 0],
        [50, 50],
      ],
    ],
    [
      'are not made good by settlements below zero',
      50,
      [-50, 80],
      [
        [0, 0],
        [50, 30],
      ],
    ],
    [
      'that are not there take nothing',
      0,
      [-50, 80],
      [
        [0, 0],
        [0, 80],
      ],
    ],
  ])('%s', (_title, debt, due, expected) => {
    expect(netDebts(fen(debt), amounts(due)).map(({ deducted, transfer }) => [deducted, transfer])).toEqual(expected);
  });

  it('are never made good twice, and whoever owes nothing gets everything', () => {
    const sums = fc.array(fc.integer({ min: -10_000, max: 10_000 }), { maxLength: 10 });
    fc.assert(
      fc.property(fc.nat({ max: 30_000 }), sums, (debt, due) => {
        const netted = netDebts(fen(debt), amounts(due));
        const positive = due.reduce((sum, amount) => sum + Math.max(0, amount), 0);
        const deducted = netted.reduce((sum, row) => sum + row.deducted, 0);
        const transfer = netted.reduce((sum, row) => sum + row.transfer, 0);
        expect(deducted).toBe(Math.min(debt, positive));
        expect(transfer).toBe(positive - deducted);
        for (const row of netted) expect(Math.min(row.deducted, row.transfer)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
