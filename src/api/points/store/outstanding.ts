import type { EndingSum } from '../../../domain/points/liability';
import type { Queries } from '../../../platform/database/queries';
import { type StoredInstant, toDateOrNull, toInteger } from '../../../platform/database/rows';

/** Points in lots that have not ended, by the instant at which they do: as many rows as there are days on which lots end. */
export async function sumByEnd(db: Queries, at: Date): Promise<EndingSum[]> {
  const rows = (await db('points_lots')
    .where('remaining', '>', 0)
    .andWhere((lots) => void lots.whereNull('expires_at').orWhere('expires_at', '>', at))
    .groupBy('expires_at')
    .select('expires_at')
    .sum({ points: 'remaining' })) as { expires_at: StoredInstant; points: unknown }[];
  return rows.map((row) => ({ expiresAt: toDateOrNull(row.expires_at), points: toInteger(row.points) }));
}

/** What all accounts together hold for unpaid orders and owe. */
export async function sumOfAccounts(db: Queries): Promise<{ frozen: number; debt: number }> {
  const row = (await db('points_accounts').sum({ frozen: 'frozen', debt: 'debt' }).first()) as
    { frozen: unknown; debt: unknown } | undefined;
  return { frozen: toInteger(row?.frozen), debt: toInteger(row?.debt) };
}
