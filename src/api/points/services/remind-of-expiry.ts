import type { Core } from '@strapi/strapi';
import { REMINDER_DAYS } from '../../../domain/points/lot-expiry';
import { addDays, calendarDayOf, endOfDay } from '../../../domain/shared/calendar-day';
import { environmentOf, now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { isDraining } from '../../../platform/lifecycle/drain';
import { lockFreeAccounts } from '../store/account';
import { type Horizon, takeReminders, usersToRemind } from '../store/ending-lots';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.remind-of-expiry': RemindOfExpiry;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    /** `lastDay` is the last day on which the first of these points can be used. */
    'points.expiring': { userId: number; points: number; lastDay: string };
  }
}

export interface RemindOfExpiry {
  /**
   * Tells every user once which points end within the next days, however many lots they lie in; returns how many users were
   * told. Days on which nothing ran are made up for, and points that were announced are not announced again.
   */
  (): Promise<number>;
}

const USERS_PER_BATCH = 500;

export default ({ strapi }: { strapi: Core.Strapi }): RemindOfExpiry =>
  async () => {
    const horizon = horizonOf(now(strapi), environmentOf(strapi).SHOP_TIMEZONE);
    let afterUser = 0;
    let reminded = 0;
    while (!isDraining(strapi)) {
      const page = { ...horizon, afterUser, limit: USERS_PER_BATCH };
      const users = await usersToRemind(strapi.db.connection, page);
      if (users.length > 0) reminded += await remind(strapi, users, horizon);
      if (users.length < USERS_PER_BATCH) break;
      afterUser = users.at(-1) ?? afterUser;
    }
    return reminded;
  };

const horizonOf = (at: Date, timeZone: string): Horizon => ({
  at,
  until: endOfDay(addDays(calendarDayOf(at, timeZone), REMINDER_DAYS), timeZone),
});

async function remind(strapi: Core.Strapi, userIds: number[], horizon: Horizon): Promise<number> {
  const timeZone = environmentOf(strapi).SHOP_TIMEZONE;
  return inTransaction(strapi, async (trx) => {
    const accounts = await lockFreeAccounts(trx, userIds, { canSkip: strapi.db.dialect.client === 'postgres' });
    const reminders = await takeReminders(trx, [...accounts.keys()], horizon);
    for (const { userId, points, firstEndsAt } of reminders) {
      const lastDay = calendarDayOf(new Date(firstEndsAt.getTime() - 1), timeZone);
      await appendEvent(strapi, trx, {
        name: 'points.expiring',
        aggregateId: String(userId),
        payload: { userId, points, lastDay },
        isBulk: true,
        at: horizon.at,
      });
    }
    return reminders.length;
  });
}
