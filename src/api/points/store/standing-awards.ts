import type { AwardLeft } from '../../../domain/points/split-clawback';
import type { PointsScene } from '../../../domain/points/types';
import type { Trx } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDate } from '../../../platform/database/rows';

/** Scenes in which an order earns points by its money, in the order in which a payment goes through them. */
const ORDER_SCENES: readonly PointsScene[] = ['payment', 'order_completed'];

/** An award as far as it has not been reversed. */
export interface StandingAward extends AwardLeft {
  awardId: number;
  ruleId: number;
  givenAt: Date;
}

/** What is undone: what an order brought by its money, or the award with this key, as `award-points` was given it. */
export interface AwardsSource {
  userId: number;
  orderNo: string | null;
  awardKey?: string;
}

interface AwardRow {
  id: number;
  source: PointsScene;
  rule_id: number | null;
  lot_id: number | null;
  change: number;
  created_at: StoredInstant;
}

interface ReversalRow {
  reverses_id: number;
  change: number;
  waived: number | null;
}

/**
 * Awards with what is left of them; call with the account locked. They come in the order in which a payment locks the counters of
 * their rules, so that a refund and a payment cannot wait for each other.
 */
export async function awardsOf(trx: Trx, source: AwardsSource): Promise<StandingAward[]> {
  const awards = await awardRowsOf(trx, source);
  if (awards.length === 0) return [];
  const reversals = await reversalsOf(trx, source.userId, awards);
  const expired = await expiredOf(
    trx,
    awards.flatMap(({ lot_id: lotId }) => lotId ?? []),
  );
  return awards
    .flatMap((award): (StandingAward & { scene: number })[] => {
      if (award.rule_id === null) return [];
      const own = reversals.filter((entry) => entry.reverses_id === award.id);
      const taken = own.reduce((sum, { change }) => sum - change, 0);
      const waived = own.reduce((sum, entry) => sum + (entry.waived ?? 0), 0);
      return [
        {
          awardId: award.id,
          ruleId: award.rule_id,
          givenAt: toDate(award.created_at),
          left: award.change - taken - waived,
          expiredLeft: (expired.get(award.lot_id ?? 0) ?? 0) - waived,
          scene: ORDER_SCENES.indexOf(award.source),
        },
      ];
    })
    .sort((a, b) => a.scene - b.scene || a.ruleId - b.ruleId);
}

async function awardRowsOf(trx: Trx, { userId, orderNo, awardKey }: AwardsSource): Promise<AwardRow[]> {
  const query = trx('points_records').where({ user_id: userId, type: 'award' });
  if (awardKey === undefined) query.andWhere({ order_no: orderNo }).whereIn('source', ORDER_SCENES);
  else query.andWhere('idempotency_key', 'like', `${awardKey}:%`);
  const columns = ['id', 'source', 'rule_id', 'lot_id', 'change', 'created_at'];
  return (await query.orderBy('id').select(columns)) as AwardRow[];
}

const reversalsOf = async (trx: Trx, userId: number, awards: readonly AwardRow[]): Promise<ReversalRow[]> =>
  (await trx('points_records')
    .whereIn(
      'reverses_id',
      awards.map(({ id }) => id),
    )
    .andWhere({ user_id: userId, type: 'clawback' })
    .select('reverses_id', 'change', 'waived')) as ReversalRow[];

/** Points that each of these lots has lost by expiry. */
async function expiredOf(trx: Trx, lotIds: readonly number[]): Promise<Map<number, number>> {
  const expired = new Map<number, number>();
  if (lotIds.length === 0) return expired;
  const rows = (await trx('points_records')
    .whereIn('lot_id', lotIds)
    .andWhere({ type: 'expire' })
    .select('lot_id', 'change')) as { lot_id: number; change: number }[];
  for (const row of rows) expired.set(row.lot_id, (expired.get(row.lot_id) ?? 0) - row.change);
  return expired;
}
