import type { Core } from '@strapi/strapi';
import { evaluateYear, yearBefore } from '../../../domain/member/level-change';
import { addYears, type CalendarDay, calendarDayOf, startOfDay } from '../../../domain/shared/calendar-day';
import { environmentOf, now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { announceLevel } from '../announce-level';
import { heldLevel, isAbove, withThreshold } from '../shapes/level';
import { bookGrowth, evaluationNo, lockMember, saveLevel, sumGrowthSince } from '../store/growth';
import { readLevels } from '../store/profiles';

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.evaluate-members': EvaluateMembers;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    /** A year is over and something changed: growth that is older than a year is gone, and with it maybe the level. */
    'member.evaluated': { userId: number; growth: number; levelName: string | null; isLowered: boolean };
  }
}

export interface EvaluateMembers {
  /**
   * The yearly evaluation of up to 500 members whose year is over; returns how many. Restartable and harmless on several
   * instances: a member is one transaction, which moves the day of the next evaluation along.
   */
  (): Promise<number>;
}

const MEMBERS_PER_RUN = 500;

export default ({ strapi }: { strapi: Core.Strapi }): EvaluateMembers =>
  async () => {
    const at = now(strapi);
    const today = calendarDayOf(at, environmentOf(strapi).SHOP_TIMEZONE);
    const due = (await strapi.db
      .connection('up_users')
      .where('level_due_on', '<=', today)
      .orderBy([{ column: 'level_due_on' }, { column: 'id' }])
      .limit(MEMBERS_PER_RUN)
      .pluck('id')) as number[];
    let evaluated = 0;
    for (const userId of due) {
      // One member who cannot be evaluated must not keep the others from it.
      const isDone = await inTransaction(strapi, (trx) => evaluate(strapi, trx, { userId, today, at })).catch(
        (error: unknown) => {
          strapi.log.error('a member could not be evaluated', { category: 'business', userId, error: String(error) });
          return false;
        },
      );
      if (isDone) evaluated += 1;
    }
    return evaluated;
  };

interface Evaluation {
  userId: number;
  today: CalendarDay;
  at: Date;
}

/** @returns false when another instance was faster */
async function evaluate(strapi: Core.Strapi, trx: Trx, { userId, today, at }: Evaluation): Promise<boolean> {
  const member = await lockMember(trx, userId);
  const dueOn = member.levelDueOn;
  if (dueOn === null || dueOn > today) return false;
  const yearBegan = startOfDay(yearBefore(dueOn), environmentOf(strapi).SHOP_TIMEZONE);
  const levels = (await readLevels(trx)).map(withThreshold);
  const held = heldLevel(levels, member.levelId);
  const earned = await sumGrowthSince(trx, userId, yearBegan);
  const { growth, level } = evaluateYear({ growth: member.growth, earned, levels });
  const change = growth - member.growth;
  if (change !== 0)
    await bookGrowth(trx, {
      userId,
      change,
      reason: 'yearly',
      operationNo: evaluationNo(userId, dueOn),
      orderNo: null,
      at,
    });
  // Without growth there is nothing to lose; the next year begins with the next growth.
  await saveLevel(trx, userId, { levelId: level?.id ?? null, levelDueOn: growth > 0 ? nextDay(dueOn, today) : null });
  const hasMoved = level?.id !== held?.id;
  if (hasMoved) await announceLevel(strapi, trx, { userId, growth, reason: 'yearly', held, level, at });
  if (hasMoved || change !== 0)
    await appendEvent(strapi, trx, {
      name: 'member.evaluated',
      aggregateId: String(userId),
      payload: { userId, growth, levelName: level?.name ?? null, isLowered: isAbove(held, level) },
      isBulk: true,
      at,
    });
  return true;
}

/** A year after the day that was due, or after today when years were missed. */
function nextDay(dueOn: CalendarDay, today: CalendarDay): CalendarDay {
  const next = addYears(dueOn, 1);
  return next > today ? next : addYears(today, 1);
}
