import type { Core } from '@strapi/strapi';
import { currentStreak } from '../../../domain/points/check-in';
import { calendarDayOf } from '../../../domain/shared/calendar-day';
import { environmentOf } from '../../../platform/container';
import { findLastCheckIn, listCheckIns } from '../store/check-ins';

/** The check-in calendar of a month (`YYYY-MM`; null: the current one) and the streak of today. */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (userId: number, askedMonth: string | null, at: Date) => {
    const today = calendarDayOf(at, environmentOf(strapi).SHOP_TIMEZONE);
    const month = askedMonth ?? today.slice(0, 7);
    const rows = await listCheckIns(strapi.db.connection, userId, month);
    const last = await findLastCheckIn(strapi.db.connection, userId);
    return {
      month,
      days: rows.map(({ day, streak, points_awarded }) => ({ date: day, streak, pointsAwarded: points_awarded })),
      streak: currentStreak(today, last),
      isCheckedInToday: last?.day === today,
    };
  };

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.read-check-ins': ReturnType<typeof factory>;
  }
}
