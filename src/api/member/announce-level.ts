import type { Core } from '@strapi/strapi';
import type { Trx } from '../../platform/database/in-transaction';
import { appendEvent } from '../../platform/events/outbox';
import { type HeldLevel, isAbove } from './shapes/level';
import type { GrowthChange } from './store/growth';

declare module '../../platform/events/outbox' {
  interface Events {
    'member.level_changed': {
      userId: number;
      growth: number;
      reason: LevelMove['reason'];
      isHigher: boolean;
      /** Document ids and names; null: no level. */
      fromLevelId: string | null;
      fromLevelName: string | null;
      toLevelId: string | null;
      toLevelName: string | null;
    };
  }
}

export interface LevelMove {
  userId: number;
  /** As it is now. */
  growth: number;
  /** `levels_changed`: the levels moved, not the growth. */
  reason: GrowthChange['reason'] | 'levels_changed';
  held: HeldLevel | null;
  level: HeldLevel | null;
  at: Date;
}

/** Tells the rest of the system that a member moved from one level to another. Beginning on the lowest is no news. */
export async function announceLevel(strapi: Core.Strapi, trx: Trx, move: LevelMove): Promise<void> {
  const { userId, growth, reason, held, level, at } = move;
  if (held === null && (level === null || level.growthThreshold <= 0)) return;
  await appendEvent(strapi, trx, {
    name: 'member.level_changed',
    aggregateId: String(userId),
    payload: {
      userId,
      growth,
      reason,
      isHigher: isAbove(level, held),
      fromLevelId: held?.document_id ?? null,
      fromLevelName: held?.name ?? null,
      toLevelId: level?.document_id ?? null,
      toLevelName: level?.name ?? null,
    },
    at,
  });
}
