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
import { toInteger } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import type { StatisticsQuery } from '../requests';
import { codesOf } from '../store/code-rows';
import { type StatisticRow, statisticRows } from '../store/statistic-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.read-statistics': ReturnType<typeof factory>;
  }
}

const DEFAULT_DAYS = 30;
const MOST_DAYS = 366;

/**
 * How a merchant's business went on days of the shop's calendar, both included: the whole, and by day or by payment code.
 * @throws Refusal ValidationError for a range that ends before it begins or is too long
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (merchantId: number, query: StatisticsQuery, at: Date) => {
    const { connection } = strapi.db;
    const timeZone = environmentOf(strapi).SHOP_TIMEZONE;
    const days = daysOf(query, calendarDayOf(at, timeZone));
    const [from, to] = [days[0] as CalendarDay, days.at(-1) as CalendarDay];
    const wanted = { merchantId, span: { from: startOfDay(from, timeZone), to: endOfDay(to, timeZone) } };
    const [total] = await statisticRows(connection, { ...wanted, by: { kind: 'all' } });
    const answer = { from, to, groupBy: query.groupBy, totals: shape(total) };
    if (query.groupBy === 'code') {
      const rows = await statisticRows(connection, { ...wanted, by: { kind: 'code' } });
      return { ...answer, rows: await namedByCode(strapi, merchantId, rows) };
    }
    const ends = days.map((day) => endOfDay(day, timeZone));
    const rows = await statisticRows(connection, { ...wanted, by: { kind: 'day', ends } });
    const byDay = new Map(rows.map((row) => [Number(row.bucket), row]));
    return { ...answer, rows: days.map((day, index) => ({ day, ...shape(byDay.get(index)) })) };
  };

export default factory;

function daysOf(query: StatisticsQuery, today: CalendarDay): CalendarDay[] {
  const to = query.to ? calendarDay(query.to) : today;
  const from = query.from ? calendarDay(query.from) : addDays(to, 1 - DEFAULT_DAYS);
  const count = daysBetween(from, to) + 1;
  if (count >= 1 && count <= MOST_DAYS) return Array.from({ length: count }, (_day, index) => addDays(from, index));
  const issues = [{ path: 'from', message: `must be at most ${MOST_DAYS} days up to \`to\`` }];
  throw new Refusal('ValidationError', { place: 'query', issues });
}

/** Of most to of least money; orders that no code brought are last. */
async function namedByCode(strapi: Core.Strapi, merchantId: number, rows: StatisticRow[]) {
  const ids = rows.flatMap(({ bucket }) => (bucket === null ? [] : [bucket]));
  const codes = (await codesOf(strapi.db.connection, merchantId).whereIn('id', ids).select('id', 'code', 'title')) as {
    id: number;
    code: string;
    title: string;
  }[];
  const byId = new Map(codes.map((code) => [code.id, code]));
  return rows
    .map((row) => {
      const code = row.bucket === null ? undefined : byId.get(row.bucket);
      return { code: code?.code ?? null, title: code?.title ?? null, ...shape(row) };
    })
    .sort((a, b) => Number(a.code === null) - Number(b.code === null) || b.paidAmount - a.paidAmount);
}

function shape(row: StatisticRow | undefined) {
  const [orders, paidAmount] = [toInteger(row?.orders), toInteger(row?.paid)];
  const [customers, newCustomers] = [toInteger(row?.customers), toInteger(row?.newcomers)];
  const refundedAmount = toInteger(row?.refunded);
  return {
    orders,
    paidAmount,
    refunds: toInteger(row?.refunds),
    refundedAmount,
    netAmount: paidAmount - refundedAmount,
    averageTicket: orders === 0 ? 0 : Math.floor(paidAmount / orders),
    customers,
    newCustomers,
    returningCustomers: customers - newCustomers,
    pointsGiven: toInteger(row?.points),
  };
}
