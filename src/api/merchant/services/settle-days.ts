import type { Core } from '@strapi/strapi';
import { addDays, type CalendarDay, calendarDay, calendarDayOf } from '../../../domain/shared/calendar-day';
import { environmentOf, now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDate } from '../../../platform/database/rows';
import { getService } from '../../../platform/get-service';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.settle-days': SettleDays;
  }
}

export interface SettleDays {
  /** Settles every day that is over and not settled yet, and the last ones again; returns how many settlements that touched. */
  (): Promise<number>;
}

/** WeChat may tell us days later that something was paid or refunded. */
const DAYS_LOOKED_AT_AGAIN = 3;

/** Reckoning a day twice, or on two instances at once, gives the same rows, so nothing has to be claimed. */
export default ({ strapi }: { strapi: Core.Strapi }): SettleDays =>
  async () => {
    const at = now(strapi);
    const today = calendarDayOf(at, environmentOf(strapi).SHOP_TIMEZONE);
    const first = await firstDay(strapi);
    if (first === null) return 0;
    let touched = 0;
    for (let day = first; day < today; day = addDays(day, 1)) {
      touched += await inTransaction(strapi, (trx) => getService(strapi, 'api::merchant.settle-day')(trx, { day, at }));
    }
    return touched;
  };

async function firstDay(strapi: Core.Strapi): Promise<CalendarDay | null> {
  const { connection } = strapi.db;
  const [last] = (await connection('settlements').max('day as day')) as { day: string | null }[];
  if (last?.day) return addDays(calendarDay(last.day), -DAYS_LOOKED_AT_AGAIN);
  const earliest = (await connection('payments as p')
    .join('orders as o', 'o.id', 'p.order_id')
    .where('p.state', 'succeeded')
    .whereNotNull('o.merchant_id')
    .orderBy('p.paid_at')
    .first('p.paid_at')) as { paid_at: StoredInstant } | undefined;
  return earliest ? calendarDayOf(toDate(earliest.paid_at), environmentOf(strapi).SHOP_TIMEZONE) : null;
}
