/** What decides about a level: from which growth on a member holds it. */
export interface LevelStep {
  readonly growthThreshold: number;
}

/** The highest level this growth reaches, or null when there is none. */
export function levelForGrowth<Level extends LevelStep>(growth: number, levels: readonly Level[]): Level | null {
  return highest(levels.filter((level) => level.growthThreshold <= growth));
}

/**
 * The level a member works towards. Counted from the level held, because staff may have granted one
 * above what the growth would give. Null at the top.
 */
export function nextLevelAfter<Level extends LevelStep>(
  held: Level | null,
  growth: number,
  levels: readonly Level[],
): { level: Level; growthNeeded: number } | null {
  const floor = held?.growthThreshold ?? -1;
  const level = levels
    .filter((candidate) => candidate.growthThreshold > floor)
    .reduce<Level | null>((low, next) => (low && low.growthThreshold <= next.growthThreshold ? low : next), null);
  return level && { level, growthNeeded: Math.max(0, level.growthThreshold - growth) };
}

function highest<Level extends LevelStep>(levels: readonly Level[]): Level | null {
  return levels.reduce<Level | null>(
    (top, next) => (top && top.growthThreshold >= next.growthThreshold ? top : next),
    null,
  );
}
