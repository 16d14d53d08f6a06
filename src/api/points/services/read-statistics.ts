import type { Core } from '@strapi/strapi';
import {
  addDays,
  type CalendarDay,
  calendarDay,
  calendarDayOf,
  daysBetween,
  endOfDay,
  startOfDay,
} from '../../../domain/shared/calendar-day';
import { environmentOf } from '../../../platform/container';
import { Refusal } from '../../../platform/errors/refusal';
import type { StatisticsQuery } from '../requests';
import { type QuarterHour, sumByQuarterHour } from '../store/reading';

const DEFAULT_DAYS = 30;
const MAX_DAYS = 366;

interface Sums {
  count: number;
  earned: number;
  spent: number;
  change: number;
}

/**
 * What a user earned and spent between two days of the shop's calendar, both included: in all, by type and by day.
 * @throws Refusal ValidationError when the span is turned round or longer than a year
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (userId: number, query: StatisticsQuery, at: Date) => {
    const zone = environmentOf(strapi).SHOP_TIMEZONE;
    const { from, to } = spanOf(query, calendarDayOf(at, zone));
    const isPostgres = strapi.db.dialect.client === 'postgres';
    const instants = { from: startOfDay(from, zone), until: endOfDay(to, zone), isPostgres };
    const rows = await sumByQuarterHour(strapi.db.connection, userId, instants);
    const { count: _count, ...total } = rows.reduce(add, emptySums());
    const byType = groupBy(rows, (row) => row.type).map(([type, sums]) => ({ type, ...sums }));
    const byDay = groupBy(rows, (row) => calendarDayOf(row.startsAt, zone)).map(([date, sums]) => ({ date, ...sums }));
    return { from, to, ...total, byType, byDay };
  };

function spanOf(query: StatisticsQuery, today: CalendarDay): { from: CalendarDay; to: CalendarDay } {
  const to = query.to === undefined ? today : calendarDay(query.to);
  const from = query.from === undefined ? addDays(to, 1 - DEFAULT_DAYS) : calendarDay(query.from);
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > MAX_DAYS) {
    const issues = [{ path: 'from', message: `must lie at most ${MAX_DAYS - 1} days before to` }];
    throw new Refusal('ValidationError', { place: 'query', issues });
  }
  return { from, to };
}

const emptySums = (): Sums => ({ count: 0, earned: 0, spent: 0, change: 0 });

const add = (sums: Sums, row: QuarterHour): Sums => ({
  count: sums.count + row.count,
  earned: sums.earned + row.earned,
  spent: sums.spent + row.spent,
  change: sums.change + row.earned - row.spent,
});

/** Sums per key, keys in ascending order. */
function groupBy(rows: QuarterHour[], keyOf: (row: QuarterHour) => string): [string, Sums][] {
  const groups = new Map<string, Sums>();
  for (const row of rows) groups.set(keyOf(row), add(groups.get(keyOf(row)) ?? emptySums(), row));
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.read-statistics': ReturnType<typeof factory>;
  }
}
