import type { Core } from '@strapi/strapi';
import { allocateFromLots } from '../../../domain/points/spend-lots';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDateOrNull } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { unwrap } from '../../../platform/errors/unwrap';
import { getService } from '../../../platform/get-service';
import type { OpenCaller } from '../../../platform/http/open-platform';
import type { DeductBody } from '../open-requests';
import { balanceOf, changeAccount, lockAccount } from '../store/account';
import { appendEntry } from '../store/ledger';
import { findDeed, keyOfDeed, nameOf, type OpenDeed, type OpenDeedOutcome } from '../store/open-deeds';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.deduct-points': DeductPoints;
  }
}

export interface DeductPoints {
  /**
   * Another server takes points that a member spends there, exactly once for each key; the lots that end first go first.
   * @throws Refusal NotFoundError; InsufficientPointsError, then nothing is taken; BusinessError when operations have frozen the
   *   account; IdempotencyConflictError when the key stands for another deed
   */
  (request: DeductBody & { caller: OpenCaller }): Promise<OpenDeedOutcome>;
}

export default ({ strapi }: { strapi: Core.Strapi }): DeductPoints =>
  ({ caller, points, reason, idempotencyKey, ...name }) =>
    inTransaction(strapi, async (trx) => {
      const at = now(strapi);
      const member = await getService(strapi, 'api::member.find-member')(trx, nameOf(name));
      const deed: OpenDeed = { key: keyOfDeed(caller.id, idempotencyKey), member, change: -points, reason };
      const account = await lockAccount(trx, member.id, at);
      const earlier = await findDeed(trx, deed);
      if (earlier) return earlier;
      if (account.state === 'frozen') throw frozenRefusal();
      await takeFromLots(trx, { userId: member.id, points, at });
      const changed = await changeAccount(trx, account, { available: -points, used: points, at });
      await appendEntry(trx, {
        userId: member.id,
        change: -points,
        balanceAfter: balanceOf(changed),
        type: 'deduct',
        source: 'open_platform',
        idempotencyKey: deed.key,
        description: reason,
        at,
      });
      await tell(strapi, trx, { deed, points, at });
      const done = await findDeed(trx, deed);
      if (!done) throw new Error('a deduction was not written');
      return done;
    });

const frozenRefusal = (): Refusal =>
  new Refusal(
    'BusinessError',
    { reason: 'points_account_frozen' },
    { zh: '积分账户已被冻结，请联系客服', en: 'The points account is frozen' },
  );

interface LotRow {
  id: number;
  remaining: number;
  expires_at: StoredInstant;
}

async function takeFromLots(
  trx: Trx,
  { userId, points, at }: { userId: number; points: number; at: Date },
): Promise<void> {
  const lots = (await trx('points_lots')
    .where({ user_id: userId })
    .andWhere('remaining', '>', 0)
    .select('id', 'remaining', 'expires_at')) as LotRow[];
  const known = lots.map((lot) => ({
    id: lot.id,
    remaining: lot.remaining,
    expiresAt: toDateOrNull(lot.expires_at),
  }));
  for (const { lotId, points: taken } of unwrap(allocateFromLots(known, points, at)))
    await trx('points_lots')
      .where({ id: lotId })
      .update({ remaining: trx.raw('remaining - ?', [taken]), updated_at: at });
}

async function tell(
  strapi: Core.Strapi,
  trx: Trx,
  { deed, points, at }: { deed: OpenDeed; points: number; at: Date },
): Promise<void> {
  await getService(strapi, 'api::message.notify-user')(trx, {
    userId: deed.member.id,
    event: 'points.deducted',
    title: '积分扣减',
    content: `${deed.reason}，使用 ${points} 积分。`,
    link: '/pages/points/index',
    dedupeKey: deed.key,
    at,
  });
}
