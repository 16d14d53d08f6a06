import type { AdjustmentState } from '../../../domain/points/adjustment';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow, toInteger } from '../../../platform/database/rows';

export interface AdjustmentRow {
  id: number;
  document_id: string;
  adjustment_no: string;
  user_id: number;
  /** Signed. */
  points: number;
  /** For points that are given; 0: they never expire. */
  valid_days: number;
  reason: string;
  state: AdjustmentState;
  requested_by: string;
  requested_by_id: number;
}

export interface NewAdjustment {
  adjustmentNo: string;
  userId: number;
  points: number;
  validDays: number;
  reason: string;
  requestedBy: string;
  requestedById: number;
  state: AdjustmentState;
  at: Date;
}

export async function insertAdjustment(trx: Trx, adjustment: NewAdjustment): Promise<AdjustmentRow> {
  const [row] = (await trx('points_adjustments')
    .insert({
      ...newRow(adjustment.at),
      adjustment_no: adjustment.adjustmentNo,
      user_id: adjustment.userId,
      points: adjustment.points,
      valid_days: adjustment.validDays,
      reason: adjustment.reason,
      state: adjustment.state,
      requested_by: adjustment.requestedBy,
      requested_by_id: adjustment.requestedById,
    })
    .returning('*')) as AdjustmentRow[];
  if (!row) throw new Error('a points adjustment was not written');
  return row;
}

/** Points this person has changed on this account since an instant without a second person, signs left out; ask with the account locked. */
export async function appliedAloneSince(
  trx: Trx,
  about: { userId: number; operatorId: number; since: Date },
): Promise<number> {
  const row = (await trx('points_adjustments')
    .where({ user_id: about.userId, requested_by_id: about.operatorId, state: 'applied' })
    .whereNull('decided_by')
    .andWhere('created_at', '>=', about.since)
    .sum({ points: trx.raw('abs(points)') })
    .first()) as { points: unknown } | undefined;
  return toInteger(row?.points);
}
