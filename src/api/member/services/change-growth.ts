import type { Core } from '@strapi/strapi';
import { possibleGrowthChange } from '../../../domain/member/growth';
import { levelAfterGrowth } from '../../../domain/member/level-change';
import { addYears, calendarDayOf } from '../../../domain/shared/calendar-day';
import { environmentOf } from '../../../platform/container';
import type { Trx } from '../../../platform/database/in-transaction';
import { announceLevel } from '../announce-level';
import { heldLevel, isAbove, withThreshold } from '../shapes/level';
import {
  bookGrowth,
  findGrowthChange,
  type GrowthChange,
  lockMember,
  type MemberRow,
  saveLevel,
} from '../store/growth';
import { readLevels } from '../store/profiles';

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.change-growth': ChangeGrowth;
  }
}
export interface ChangeGrowth {
  /**
   * Gives or takes growth inside the transaction of the deed: of a refund that is more than the member has, what is there.
   * The level follows at once. The same `operationNo` counts once. Call it before the points services, which lock the account
   * after the user.
   * @returns the growth now, and what this operation really changed
   */
  (trx: Trx, wish: GrowthChange): Promise<{ growth: number; change: number }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ChangeGrowth =>
  async (trx, wish) => {
    if (!Number.isSafeInteger(wish.change)) throw new RangeError(`not a change of growth: ${wish.change}`);
    const before = await lockMember(trx, wish.userId);
    const done = await findGrowthChange(trx, wish.operationNo);
    if (done !== null) return { growth: before.growth, change: done };
    const change = possibleGrowthChange(before.growth, wish.change);
    const growth = await bookGrowth(trx, { ...wish, change });
    if (change !== 0) await moveLevel(strapi, trx, { wish, before, growth });
    return { growth, change };
  };

interface Growing {
  wish: GrowthChange;
  before: MemberRow;
  growth: number;
}

/** A level that was reached holds for a year; the first growth starts the first year. */
async function moveLevel(strapi: Core.Strapi, trx: Trx, { wish, before, growth }: Growing): Promise<void> {
  const levels = (await readLevels(trx)).map(withThreshold);
  const held = heldLevel(levels, before.levelId);
  const level = levelAfterGrowth({ held, before: before.growth, after: growth, levels });
  const isHigher = isAbove(level, held);
  const yearFromNow = addYears(calendarDayOf(wish.at, environmentOf(strapi).SHOP_TIMEZONE), 1);
  const next = { levelId: level?.id ?? null, levelDueOn: isHigher ? yearFromNow : (before.levelDueOn ?? yearFromNow) };
  if (next.levelId !== before.levelId || next.levelDueOn !== before.levelDueOn) await saveLevel(trx, wish.userId, next);
  if (level?.id === held?.id) return;
  const { userId, reason, at } = wish;
  await announceLevel(strapi, trx, { userId, growth, reason, held, level, at });
}
