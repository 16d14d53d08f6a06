import type { Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';

export interface MemberRow {
  growth: number;
  levelId: number | null;
}

/** Locks a user's row; it comes before the points account in the order of locks. */
export async function lockMember(trx: Trx, userId: number): Promise<MemberRow> {
  const row = (await trx('up_users').where({ id: userId }).forNoKeyUpdate().first('growth', 'level_id')) as
    { growth: number | null; level_id: number | null } | undefined;
  if (!row) throw new Error(`there is no user ${userId}`);
  return { growth: row.growth ?? 0, levelId: row.level_id };
}

/** What an operation changed when it was done; null when it was not. Ask with the user locked. */
export async function findGrowthChange(trx: Trx, operationNo: string): Promise<number | null> {
  const row = (await trx('growth_records').where({ operation_no: operationNo }).first('change')) as
    { change: number } | undefined;
  return row?.change ?? null;
}

export interface GrowthChange {
  userId: number;
  /** What really changes, already limited to what the member has. */
  change: number;
  reason: 'order_completed' | 'refund';
  /** Unique: the same operation counts once. */
  operationNo: string;
  orderNo: string;
  at: Date;
}

const descriptions: Record<GrowthChange['reason'], string> = {
  order_completed: '订单完成，获得成长值',
  refund: '订单退款，扣回成长值',
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
