import type { LotSpending, PointsLot } from '../../../domain/points/types';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow, type StoredInstant, toDateOrNull } from '../../../platform/database/rows';

export interface NewLot {
  userId: number;
  points: number;
  expiresAt: Date | null;
  source: string;
  orderNo: string | null;
  /** Unique: no deed makes a lot twice. */
  awardKey: string;
  at: Date;
}

/** Writes a full lot; returns its id. */
export async function insertLot(trx: Trx, lot: NewLot): Promise<number> {
  const [row] = (await trx('points_lots')
    .insert({
      ...newRow(lot.at),
      user_id: lot.userId,
      points: lot.points,
      remaining: lot.points,
      expires_at: lot.expiresAt,
      source: lot.source,
      order_no: lot.orderNo,
      award_key: lot.awardKey,
    })
    .returning('id')) as { id: number }[];
  if (!row) throw new Error('a points lot was not written');
  return row.id;
}

/** The id of the lot that a deed made; part of statements that are sent together with the one that makes it. */
export const lotOf = (trx: Trx, awardKey: string) =>
  trx<{ id: number; award_key: string }>('points_lots').where({ award_key: awardKey }).select('id');

/** Lots of a user that still hold points, ended ones among them; ask with the account locked. */
export async function filledLots(trx: Trx, userId: number): Promise<PointsLot[]> {
  const rows = (await trx('points_lots')
    .where({ user_id: userId })
    .andWhere('remaining', '>', 0)
    .select('id', 'remaining', 'expires_at')) as { id: number; remaining: number; expires_at: StoredInstant }[];
  return rows.map((row) => ({ id: row.id, remaining: row.remaining, expiresAt: toDateOrNull(row.expires_at) }));
}

/** Takes from the lots what was decided. */
export async function takeFromLots(
  trx: Trx,
  parts: readonly Pick<LotSpending, 'lotId' | 'points'>[],
  at: Date,
): Promise<void> {
  for (const { lotId, points } of parts) {
    await trx('points_lots')
      .where({ id: lotId })
      .update({ remaining: trx.raw('remaining - ?', [points]), updated_at: at });
  }
}
