import { type CalendarDay, calendarDay } from '../../../domain/shared/calendar-day';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow, type StoredInstant, toDate, toInteger } from '../../../platform/database/rows';

export interface MemberRow {
  growth: number;
  levelId: number | null;
  /** The day of the next yearly evaluation; null while there is nothing to evaluate. */
  levelDueOn: CalendarDay | null;
}

/** Locks a user's row; it comes before the points account in the order of locks. */
export async function lockMember(trx: Trx, userId: number): Promise<MemberRow> {
  const row = (await trx('up_users')
    .where({ id: userId })
    .forNoKeyUpdate()
    .first('growth', 'level_id', 'level_due_on')) as
    { growth: number | null; level_id: number | null; level_due_on: CalendarDay | null } | undefined;
  if (!row) throw new Error(`there is no user ${userId}`);
  return { growth: row.growth ?? 0, levelId: row.level_id, levelDueOn: row.level_due_on };
}

/** Where a member stands from now on. Only with the user locked. */
export async function saveLevel(trx: Trx, userId: number, to: Omit<MemberRow, 'growth'>): Promise<void> {
  await trx('up_users').where({ id: userId }).update({ level_id: to.levelId, level_due_on: to.levelDueOn });
}

export interface RisingMember {
  id: number;
  growth: number;
}

/**
 * Locks some of the members who hold this level, or none, and have at least so much growth. They are locked together, so those
 * whom somebody else holds now are passed over; to wait for them would mean to hold many while wanting one more.
 * @param found.canSkip whether the database can pass over locked rows; SQLite has one writer at a time and need not
 */
export async function lockMembersAbove(
  trx: Trx,
  found: { levelId: number | null; growth: number; limit: number; canSkip: boolean },
): Promise<RisingMember[]> {
  const query = trx('up_users')
    .where({ level_id: found.levelId })
    .andWhere((enough) => {
      void enough.where('growth', '>=', found.growth);
      if (found.growth <= 0) void enough.orWhereNull('growth');
    })
    .limit(found.limit)
    .forNoKeyUpdate();
  if (found.canSkip) query.skipLocked();
  const rows = (await query.select('id', 'growth')) as { id: number; growth: number | null }[];
  return rows.map(({ id, growth }) => ({ id, growth: growth ?? 0 }));
}

/** What an operation changed when it was done; null when it was not. Ask with the user locked. */
export async function findGrowthChange(trx: Trx, operationNo: string): Promise<number | null> {
  const row = (await trx('growth_records').where({ operation_no: operationNo }).first('change')) as
    { change: number } | undefined;
  return row?.change ?? null;
}

/**
 * Growth of the purchases since an instant, less what went back of them. A return counts with its purchase, whenever it happens:
 * what goes back of an older purchase takes nothing from this year's. Earlier evaluations do not count.
 */
export async function sumGrowthSince(trx: Trx, userId: number, since: Date): Promise<number> {
  const earned = trx('growth_records')
    .where({ user_id: userId, reason: 'order_completed' })
    .andWhere('created_at', '>=', since)
    .select('order_no');
  const row = (await trx('growth_records')
    .where({ user_id: userId })
    .andWhere((counted) => {
      void counted
        .where((gains) => void gains.whereNotIn('reason', ['yearly', 'refund']).andWhere('created_at', '>=', since))
        .orWhere((returns) => void returns.where({ reason: 'refund' }).whereIn('order_no', earned));
    })
    .sum({ total: 'change' })
    .first()) as { total: unknown } | undefined;
  return toInteger(row?.total);
}

/** What an order brought that was not taken back yet, and when it came; null: it brought nothing. */
export async function findGrowthOf(
  trx: Trx,
  { userId, orderNo }: { userId: number; orderNo: string },
): Promise<{ growth: number; earnedAt: Date } | null> {
  const rows = (await trx('growth_records')
    .where({ user_id: userId, order_no: orderNo })
    .orderBy('id')
    .select('change', 'reason', 'created_at')) as { change: number; reason: string; created_at: StoredInstant }[];
  const earned = rows.find(({ reason }) => reason === 'order_completed');
  if (!earned) return null;
  return { growth: rows.reduce((sum, { change }) => sum + change, 0), earnedAt: toDate(earned.created_at) };
}

/** The number of a yearly evaluation ends with the day on which it was due. */
export const evaluationNo = (userId: number, dueOn: CalendarDay): string => `yearly:${userId}:${dueOn}`;

/** The day on which the last evaluation that dropped growth was due; null: none did yet. */
export async function findLastEvaluation(trx: Trx, userId: number): Promise<CalendarDay | null> {
  const row = (await trx('growth_records')
    .where({ user_id: userId, reason: 'yearly' })
    .orderBy('id', 'desc')
    .first('operation_no')) as { operation_no: string } | undefined;
  return row ? calendarDay(row.operation_no.slice(row.operation_no.lastIndexOf(':') + 1)) : null;
}

export interface GrowthChange {
  userId: number;
  /** What really changes, already limited to what the member has. */
  change: number;
  reason: 'order_completed' | 'refund' | 'yearly';
  /** Unique: the same operation counts once. */
  operationNo: string;
  orderNo: string | null;
  at: Date;
}

const descriptions: Record<GrowthChange['reason'], string> = {
  order_completed: '订单完成，获得成长值',
  refund: '订单退款，扣回成长值',
  yearly: '年度评估，只保留最近一年的成长值',
};

/** Changes the growth of a locked user and writes why, in one go; returns what the growth is now. */
export async function bookGrowth(trx: Trx, booking: GrowthChange): Promise<number> {
  const rows = (await trx('up_users')
    .where({ id: booking.userId })
    .whereRaw('coalesce(growth, 0) + ? >= 0', [booking.change])
    .update({ growth: trx.raw('coalesce(growth, 0) + ?', [booking.change]), updated_at: booking.at })
    .returning('growth')) as { growth: number }[];
  const [row] = rows;
  if (!row) throw new Error(`the growth of user ${booking.userId} refuses ${booking.operationNo}`);
  await trx('growth_records').insert({
    ...newRow(booking.at),
    user_id: booking.userId,
    change: booking.change,
    growth_after: row.growth,
    reason: booking.reason,
    operation_no: booking.operationNo,
    order_no: booking.orderNo,
    description: descriptions[booking.reason],
  });
  return row.growth;
}
