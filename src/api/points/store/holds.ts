import type { Trx } from '../../../platform/database/in-transaction';

export interface HoldRow {
  id: number;
  user_id: number;
  lot_id: number;
  points: number;
}

/** Moves an order's holds out of `held`; the rows that really moved are returned, so that each hold ends once. */
export async function endHolds(
  trx: Trx,
  orderNo: string,
  end: { state: 'captured' | 'released'; at: Date },
): Promise<HoldRow[]> {
  return (await trx('points_holds')
    .where({ order_no: orderNo, state: 'held' })
    .update({ state: end.state, updated_at: end.at })
    .returning(['id', 'user_id', 'lot_id', 'points'])) as HoldRow[];
}

export const sumOf = (holds: HoldRow[]): number => holds.reduce((sum, hold) => sum + hold.points, 0);
