import type { Core } from '@strapi/strapi';
import { checkIn } from '../../../domain/points/check-in';
import { type CalendarDay, calendarDayOf } from '../../../domain/shared/calendar-day';
import { environmentOf } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { unwrap } from '../../../platform/errors/unwrap';
import { getService } from '../../../platform/get-service';
import { findLastCheckIn } from '../store/check-ins';
import { lockMember } from '../store/growth';

/** The points come from the points rules, which know the bonus of a streak; here only day and streak are decided. */
const NO_POINTS = { basePoints: 0, bonusPoints: 0, cycleDays: 0 };

export interface CheckInResult {
  date: CalendarDay;
  streak: number;
  pointsAwarded: number;
}

/**
 * Checks in for today (the shop's calendar) and gives the points in the same transaction.
 * Of simultaneous calls the unique index on user and day lets one through. The user is locked before the last day is read: at
 * midnight the check-in of the day that ends may still be under way, and the streak goes on from it.
 * @throws Refusal AlreadyCheckedInError
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (userId: number, at: Date): Promise<CheckInResult> => {
    const today = calendarDayOf(at, environmentOf(strapi).SHOP_TIMEZONE);
    return inTransaction(strapi, async (trx) => {
      await lockMember(trx, userId);
      const { streak } = unwrap(checkIn(today, await findLastCheckIn(trx, userId), NO_POINTS));
      const id = await insertDay(trx, { userId, today, streak, at });
      const { points } = await getService(strapi, 'api::points.award-points')(trx, {
        userId,
        scene: 'check_in',
        streak,
        at,
        key: `check_in:${userId}:${today}`,
        description: `连续签到 ${streak} 天`,
      });
      if (points > 0) await trx('check_ins').where({ id }).update({ points_awarded: points });
      return { date: today, streak, pointsAwarded: points };
    });
  };

async function insertDay(
  trx: Trx,
  { userId, today, streak, at }: { userId: number; today: CalendarDay; streak: number; at: Date },
): Promise<number> {
  const rows = (await trx('check_ins')
    .insert({ ...newRow(at), user_id: userId, day: today, streak, points_awarded: 0 })
    .onConflict(['user_id', 'day'])
    .ignore()
    .returning('id')) as { id: number }[];
  const row = rows[0];
  if (!row) throw new Refusal('AlreadyCheckedInError', { date: today });
  return row.id;
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.check-in': ReturnType<typeof factory>;
  }
}
