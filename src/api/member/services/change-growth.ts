import type { Core } from '@strapi/strapi';
import { possibleGrowthChange } from '../../../domain/member/growth';
import { levelForGrowth } from '../../../domain/member/member-level';
import type { Trx } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { heldLevel, withThreshold } from '../shapes/level';
import { bookGrowth, findGrowthChange, type GrowthChange, lockMember, type MemberRow } from '../store/growth';
import { readLevels } from '../store/profiles';

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.change-growth': ChangeGrowth;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'member.level_changed': {
      userId: number;
      growth: number;
      /** Document ids and names; null: no level before. */
      fromLevelId: string | null;
      fromLevelName: string | null;
      toLevelId: string;
      toLevelName: string;
    };
  }
}

export interface ChangeGrowth {
  /**
   * Gives or takes growth inside the transaction of the deed: of a refund that is more than the member has, what is there.
   * The same `operationNo` counts once. Call it before the points services, which lock the account after the user.
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
    await liftLevel(strapi, trx, { userId: wish.userId, before, growth, at: wish.at });
    return { growth, change };
  };

interface Growing {
  userId: number;
  before: MemberRow;
  growth: number;
  at: Date;
}

/** Levels move up at once and never down here: who falls below a threshold keeps the level until the yearly evaluation. */
async function liftLevel(strapi: Core.Strapi, trx: Trx, { userId, before, growth, at }: Growing): Promise<void> {
  if (growth <= before.growth) return;
  const levels = (await readLevels(trx)).map(withThreshold);
  const held = heldLevel(levels, before.levelId, before.growth);
  const reached = levelForGrowth(growth, levels);
  if (!reached || (held && reached.growthThreshold <= held.growthThreshold)) return;
  await trx('up_users').where({ id: userId }).update({ level_id: reached.id });
  await appendEvent(strapi, trx, {
    name: 'member.level_changed',
    aggregateId: String(userId),
    payload: {
      userId,
      growth,
      fromLevelId: held?.document_id ?? null,
      fromLevelName: held?.name ?? null,
      toLevelId: reached.document_id,
      toLevelName: reached.name,
    },
    at,
  });
}
