import type { Core } from '@strapi/strapi';
import { nextLevelAfter } from '../../../domain/member/member-level';
import { heldLevel, toBenefits, toLevel, withThreshold } from '../shapes/level';
import { readLevels, readProfileRow } from '../store/profiles';

/** The user's level, growth, what the level brings and what is missing for the next one. */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (userId: number) => {
    const row = await readProfileRow(strapi.db.connection, userId);
    const levels = (await readLevels(strapi.db.connection)).map(withThreshold);
    const growth = row.growth ?? 0;
    const level = heldLevel(levels, row.level_id);
    const next = nextLevelAfter(level, growth, levels);
    return {
      level: level && toLevel(level),
      growth,
      evaluatedOn: row.level_due_on,
      nextLevel: next && { ...toLevel(next.level), growthNeeded: next.growthNeeded },
      benefits: level ? toBenefits(level) : [],
    };
  };

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.read-membership': ReturnType<typeof factory>;
  }
}
