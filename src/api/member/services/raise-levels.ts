import type { Core } from '@strapi/strapi';
import { levelForGrowth } from '../../../domain/member/member-level';
import { addYears, type CalendarDay, calendarDayOf } from '../../../domain/shared/calendar-day';
import { environmentOf, now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { announceLevel } from '../announce-level';
import { type HeldLevel, withThreshold } from '../shapes/level';
import { lockMembersAbove, type RisingMember } from '../store/growth';
import { readLevels } from '../store/profiles';

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.raise-levels': RaiseLevels;
  }
}

export interface RaiseLevels {
  /**
   * Gives members the level that their growth reaches when the levels were changed under them: a new one, a lowered threshold, or
   * no level at all because they are older than the levels. Nobody is lowered; a raised threshold is left to the yearly
   * evaluation. Up to 20 000 members a run, 500 a transaction; returns how many. With nothing to do it costs a look into
   * an index for each level. Restartable, and harmless on several instances: members are locked and those of others passed over.
   */
  (): Promise<number>;
}

const MEMBERS_PER_BATCH = 500;
const BATCHES_PER_RUN = 40;

export default ({ strapi }: { strapi: Core.Strapi }): RaiseLevels =>
  async () => {
    let raised = 0;
    for (let batch = 0; batch < BATCHES_PER_RUN; batch += 1) {
      const some = await inTransaction(strapi, (trx) => raiseSome(strapi, trx));
      if (some === 0) break;
      raised += some;
    }
    return raised;
  };

/** One batch of members who hold the same level, or none. */
async function raiseSome(strapi: Core.Strapi, trx: Trx): Promise<number> {
  const levels = (await readLevels(trx)).map(withThreshold);
  const canSkip = strapi.db.dialect.client === 'postgres';
  for (const held of [null, ...levels]) {
    const above = thresholdAbove(held, levels);
    if (above === null) continue;
    const found = { levelId: held?.id ?? null, growth: above, limit: MEMBERS_PER_BATCH, canSkip };
    const members = await lockMembersAbove(trx, found);
    if (members.length === 0) continue;
    await raise(strapi, trx, { members, held, levels });
    return members.length;
  }
  return 0;
}

/** The growth from which on somebody should hold more than this; null at the top. */
function thresholdAbove(held: HeldLevel | null, levels: readonly HeldLevel[]): number | null {
  const higher = levels.filter(({ growthThreshold }) => held === null || growthThreshold > held.growthThreshold);
  return higher.length === 0 ? null : Math.min(...higher.map(({ growthThreshold }) => growthThreshold));
}

interface Rise {
  members: RisingMember[];
  held: HeldLevel | null;
  levels: HeldLevel[];
}

/** As a rise by growth: the level holds for a year, and without growth there is nothing to evaluate. */
async function raise(strapi: Core.Strapi, trx: Trx, { members, held, levels }: Rise): Promise<void> {
  const at = now(strapi);
  const yearFromNow = addYears(calendarDayOf(at, environmentOf(strapi).SHOP_TIMEZONE), 1);
  for (const level of levels) {
    const rising = members.filter(({ growth }) => levelForGrowth(growth, levels)?.id === level.id);
    await saveLevels(trx, rising, { level_id: level.id, level_due_on: yearFromNow });
    for (const { id: userId, growth } of rising)
      await announceLevel(strapi, trx, { userId, growth, reason: 'levels_changed', held, level, at });
  }
}

async function saveLevels(
  trx: Trx,
  members: RisingMember[],
  to: { level_id: number; level_due_on: CalendarDay },
): Promise<void> {
  const save = async (some: RisingMember[], columns: Partial<typeof to>): Promise<void> => {
    const ids = some.map(({ id }) => id);
    if (ids.length > 0) await trx('up_users').whereIn('id', ids).update(columns);
  };
  await save(
    members.filter(({ growth }) => growth > 0),
    to,
  );
  await save(
    members.filter(({ growth }) => growth === 0),
    { level_id: to.level_id },
  );
}
