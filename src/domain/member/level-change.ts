import { addYears, type CalendarDay } from '../shared/calendar-day';
import { levelForGrowth, type LevelStep } from './member-level';

export interface GrowthMove<Level extends LevelStep> {
  /** The level before; null: none yet. */
  readonly held: Level | null;
  readonly before: number;
  readonly after: number;
  readonly levels: readonly Level[];
}

/**
 * The level after growth has changed. It rises at once, over several steps as well. It falls only with the growth it stood
 * on: when returned goods take growth below its threshold. A level that the growth did not reach before (its threshold was
 * raised, or staff granted it) is left to the yearly evaluation.
 */
export function levelAfterGrowth<Level extends LevelStep>(move: GrowthMove<Level>): Level | null {
  const { held, before, after, levels } = move;
  const reached = levelForGrowth(after, levels);
  if (held === null) return reached;
  if (reached !== null && reached.growthThreshold > held.growthThreshold) return after > before ? reached : held;
  const hasLostItsGround = before >= held.growthThreshold && after < held.growthThreshold;
  return hasLostItsGround ? reached : held;
}

export interface YearOfGrowth<Level extends LevelStep> {
  readonly growth: number;
  /** What the purchases of the last year brought, less what went back of them. */
  readonly earned: number;
  readonly levels: readonly Level[];
}

/** The yearly evaluation: growth is what the last year brought, and the level is what this growth reaches. */
export function evaluateYear<Level extends LevelStep>(
  year: YearOfGrowth<Level>,
): {
  growth: number;
  level: Level | null;
} {
  const growth = Math.min(year.growth, Math.max(0, year.earned));
  return { growth, level: levelForGrowth(growth, year.levels) };
}

/** The first day of the year whose purchases an evaluation that is due on this day keeps; it drops the growth of older ones. */
export const yearBefore = (dueOn: CalendarDay): CalendarDay => addYears(dueOn, -1);
