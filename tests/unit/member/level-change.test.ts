import fc from 'fast-check';
import { evaluateYear, levelAfterGrowth } from '../../../src/domain/member/level-change';
import { levelForGrowth } from '../../../src/domain/member/member-level';

const plain = { name: '普通', growthThreshold: 0 };
const silver = { name: '银卡', growthThreshold: 500 };
const gold = { name: '金卡', growthThreshold: 2000 };
const levels = [gold, plain, silver];

describe('the level after growth has changed', () => {
  it.each([
    ['stays within its bounds', plain, 0, 499, plain],
    ['rises with the threshold', plain, 499, 500, silver],
    ['rises over several steps', plain, 0, 5_000, gold],
    ['falls when growth falls below what it stood on', gold, 2_000, 1_999, silver],
    ['falls over several steps', gold, 2_500, 0, plain],
    ['stays when its threshold was raised over the growth', gold, 1_500, 1_400, gold],
    ['stays when growth does not rise, though thresholds were lowered', plain, 900, 800, plain],
    ['rises with the next growth when thresholds were lowered', plain, 900, 901, silver],
    ['begins with what the growth reaches', null, 0, 600, silver],
  ])('%s', (_, held, before, after, expected) => {
    expect(levelAfterGrowth({ held, before, after, levels })).toBe(expected);
  });

  it('is always what the growth reaches, as long as only growth moved it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3_000, max: 3_000 }), { maxLength: 20 }), (changes) => {
        let held: { growthThreshold: number } | null = plain;
        let growth = 0;
        for (const change of changes) {
          const after = Math.max(0, growth + change);
          if (after !== growth) held = levelAfterGrowth({ held, before: growth, after, levels });
          growth = after;
          expect(held).toBe(levelForGrowth(growth, levels));
        }
      }),
    );
  });
});

describe('the yearly evaluation', () => {
  it.each([
    ['keeps what the year brought', 9_000, 2_100, 2_100, gold],
    ['lowers the level that the year does not support', 9_000, 1_999, 1_999, silver],
    ['leaves nothing when nothing was bought', 2_500, 0, 0, plain],
    ['does not go below nothing when more came back than was bought', 2_500, -40, 0, plain],
    ['never adds growth', 100, 800, 100, plain],
  ])('%s', (_, growth, earned, expected, level) => {
    expect(evaluateYear({ growth, earned, levels })).toEqual({ growth: expected, level });
  });

  it('leaves no level where none begins at 0', () => {
    expect(evaluateYear({ growth: 600, earned: 100, levels: [silver, gold] })).toEqual({ growth: 100, level: null });
  });
});
