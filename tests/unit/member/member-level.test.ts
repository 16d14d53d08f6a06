import { levelForGrowth, nextLevelAfter } from '../../../src/domain/member/member-level';

const plain = { name: '普通', growthThreshold: 0 };
const silver = { name: '银卡', growthThreshold: 500 };
const gold = { name: '金卡', growthThreshold: 2000 };
const levels = [gold, plain, silver];

describe('member levels', () => {
  it.each([
    [0, plain],
    [499, plain],
    [500, silver],
    [1999, silver],
    [999_999, gold],
  ])('a growth of %i reaches the highest threshold below it', (growth, level) => {
    expect(levelForGrowth(growth, levels)).toBe(level);
  });

  it('no level exists, no level is held', () => {
    expect(levelForGrowth(10, [])).toBeNull();
    expect(nextLevelAfter(null, 10, [])).toBeNull();
  });

  it('the next level says how much growth is missing', () => {
    expect(nextLevelAfter(plain, 120, levels)).toEqual({ level: silver, growthNeeded: 380 });
    expect(nextLevelAfter(gold, 2500, levels)).toBeNull();
  });

  it('a level granted above the growth leads on to the one above it', () => {
    expect(nextLevelAfter(silver, 0, levels)).toEqual({ level: gold, growthNeeded: 2000 });
  });

  it('without a level the lowest one comes next', () => {
    expect(nextLevelAfter(null, 0, [silver, gold])).toEqual({ level: silver, growthNeeded: 500 });
  });
});
