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
      reason: GrowthChange['reason'];
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
  reason: GrowthChange['reason'];
  held: HeldLevel | null;
  level: HeldLevel | null;
  at: Date;
}

/** Tells the rest of the system that a member moved from one level to another. */
export function announceLevel(strapi: Core.Strapi, trx: Trx, move: LevelMove): Promise<void> {
  const { userId, growth, reason, held, level, at } = move;
  return appendEvent(strapi, trx, {
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
