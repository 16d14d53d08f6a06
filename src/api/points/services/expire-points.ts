import type { Core } from '@strapi/strapi';
import { type Expiry, expireLots } from '../../../domain/points/expire-lots';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { isDraining } from '../../../platform/lifecycle/drain';
import { lockFreeAccounts } from '../store/account';
import { emptyLots, type LotPlace, pageOfEndedLots, stillEnded } from '../store/ended-lots';
import { appendEntries } from '../store/ledger';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.expire-points': ExpirePoints;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'points.expired': { userId: number; points: number };
  }
}

export interface ExpirePoints {
  /**
   * Expires every lot that has ended, a batch in each transaction; returns how many lots. Can be killed at any moment: what is
   * committed is done, the rest is still due.
   */
  (): Promise<number>;
}

const LOTS_PER_BATCH = 1_000;

export default ({ strapi }: { strapi: Core.Strapi }): ExpirePoints =>
  async () => {
    const at = now(strapi);
    let after: LotPlace | null = null;
    let expired = 0;
    while (!isDraining(strapi)) {
      const page: LotPlace[] = await pageOfEndedLots(strapi.db.connection, { at, after, limit: LOTS_PER_BATCH });
      expired += await expireTogether(strapi, page, at);
      after = page.at(-1) ?? null;
      if (page.length < LOTS_PER_BATCH) break;
    }
    return expired;
  };

/** A batch that fails is taken apart: one account that cannot be expired must not keep the others from it. */
async function expireTogether(strapi: Core.Strapi, lots: LotPlace[], at: Date): Promise<number> {
  const userIds = [...new Set(lots.map(({ userId }) => userId))];
  if (userIds.length === 0) return 0;
  try {
    return await inTransaction(strapi, (trx) => expireBatch(strapi, trx, { lots, userIds, at }));
  } catch (error) {
    if (userIds.length === 1) {
      strapi.log.error('points could not be expired', {
        category: 'business',
        userId: userIds[0],
        error: String(error),
      });
      return 0;
    }
    let expired = 0;
    for (const id of userIds) {
      expired += await expireTogether(
        strapi,
        lots.filter(({ userId }) => userId === id),
        at,
      );
    }
    return expired;
  }
}

interface Batch {
  lots: LotPlace[];
  userIds: number[];
  at: Date;
}

/** With the accounts locked the lots are read again, so that whatever another instance has expired meanwhile is left out. */
async function expireBatch(strapi: Core.Strapi, trx: Trx, { lots, userIds, at }: Batch): Promise<number> {
  const isPostgres = strapi.db.dialect.client === 'postgres';
  const balances = await lockFreeAccounts(trx, userIds, { canSkip: isPostgres });
  const ended = await stillEnded(trx, { ids: lots.map(({ id }) => id), userIds: [...balances.keys()], at });
  if (ended.length === 0) return 0;
  const expiries = expireLots(ended, balances);
  await emptyLots(
    trx,
    ended.map(({ id }) => Number(id)),
    at,
  );
  await appendEntries(
    trx,
    expiries.map((expiry) => entryOf(expiry, at)),
    { isPostgres },
  );
  for (const [userId, points] of pointsByUser(expiries)) {
    await appendEvent(strapi, trx, {
      name: 'points.expired',
      aggregateId: String(userId),
      payload: { userId, points },
      isBulk: true,
      at,
    });
  }
  return ended.length;
}

const entryOf = ({ lot, balanceAfter, key }: Expiry, at: Date) => ({
  userId: Number(lot.userId),
  change: -lot.remaining,
  balanceAfter,
  type: 'expire' as const,
  source: 'expiry',
  idempotencyKey: key,
  lotId: Number(lot.id),
  description: `${lot.remaining} 积分到期`,
  at,
});

function pointsByUser(expiries: Expiry[]): Map<number, number> {
  const points = new Map<number, number>();
  for (const { lot } of expiries) {
    const userId = Number(lot.userId);
    points.set(userId, (points.get(userId) ?? 0) + lot.remaining);
  }
  return points;
}
