import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { balanceOf, changeAccount, lockAccount } from '../store/account';
import { appendEntry } from '../store/ledger';

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
  /** Expires due lots of up to 500 users; returns how many users. Restartable: what is done is done, the rest is still due. */
  (): Promise<number>;
}

const USERS_PER_RUN = 500;

export default ({ strapi }: { strapi: Core.Strapi }): ExpirePoints =>
  async () => {
    const at = now(strapi);
    const users = (await strapi.db
      .connection('points_lots')
      .where('remaining', '>', 0)
      .andWhere('expires_at', '<=', at)
      .distinct('user_id')
      .limit(USERS_PER_RUN)) as { user_id: number }[];
    for (const { user_id: userId } of users) {
      // One account that cannot be expired must not keep the others from it.
      await inTransaction(strapi, (trx) => expireOf(strapi, trx, { userId, at })).catch((error: unknown) => {
        strapi.log.error('points could not be expired', { category: 'business', userId, error: String(error) });
      });
    }
    return users.length;
  };

/** One user is one unit of work: the account lock makes a second instance find nothing left to expire. */
async function expireOf(strapi: Core.Strapi, trx: Trx, { userId, at }: { userId: number; at: Date }): Promise<void> {
  let account = await lockAccount(trx, userId, at);
  const lots = (await trx('points_lots')
    .where({ user_id: userId })
    .andWhere('remaining', '>', 0)
    .andWhere('expires_at', '<=', at)
    .orderBy('id')
    .select('id', 'remaining')) as { id: number; remaining: number }[];
  for (const lot of lots) {
    await trx('points_lots').where({ id: lot.id }).update({ remaining: 0, updated_at: at });
    account = await changeAccount(trx, account, { available: -lot.remaining, expired: lot.remaining, at });
    const sequence = (await trx('points_records')
      .where({ user_id: userId, lot_id: lot.id, type: 'expire' })
      .count({ count: '*' })
      .first()) as { count: unknown };
    await appendEntry(trx, {
      userId,
      change: -lot.remaining,
      balanceAfter: balanceOf(account),
      type: 'expire',
      source: 'expiry',
      // A released hold can refill a lot that had ended, so a lot may expire more than once.
      idempotencyKey: `expire:${lot.id}:${String(sequence.count)}`,
      lotId: lot.id,
      description: `${lot.remaining} 积分到期`,
      at,
    });
  }
  const points = lots.reduce((sum, lot) => sum + lot.remaining, 0);
  if (points > 0)
    await appendEvent(strapi, trx, {
      name: 'points.expired',
      aggregateId: String(userId),
      payload: { userId, points },
      at,
    });
}
