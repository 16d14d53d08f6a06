import type { Core } from '@strapi/strapi';
import { REMINDER_DAYS } from '../../../domain/points/lot-expiry';
import { addDays, calendarDayOf, endOfDay } from '../../../domain/shared/calendar-day';
import { environmentOf } from '../../../platform/container';
import { readBalance, readEndingLots } from '../store/reading';

/**
 * A user's points now. Lots that have ended count as expired from their last moment on, even when the expiry job has not come by,
 * because nothing could be bought with them any more.
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (userId: number, at: Date) => {
    const zone = environmentOf(strapi).SHOP_TIMEZONE;
    const before = endOfDay(addDays(calendarDayOf(at, zone), REMINDER_DAYS), zone);
    const balance = await readBalance(strapi.db.connection, userId);
    const { ended, ending } = await readEndingLots(strapi.db.connection, userId, { at, before });
    return {
      ...balance,
      available: balance.available - ended,
      expired: balance.expired + ended,
      expiringSoon: { points: ending, before: before.toISOString() },
    };
  };

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.read-account': ReturnType<typeof factory>;
  }
}
