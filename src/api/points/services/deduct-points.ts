import type { Core } from '@strapi/strapi';
import { allocateFromLots } from '../../../domain/points/spend-lots';
import { now } from '../../../platform/container';
import type { Trx } from '../../../platform/database/in-transaction';
import { unwrap } from '../../../platform/errors/unwrap';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import type { OpenCaller } from '../../../platform/http/open-caller';
import type { DeductBody } from '../open-requests';
import { accountIsFrozen, balanceOf, changeAccount, lockAccount } from '../store/account';
import { appendEntry } from '../store/ledger';
import { filledLots, takeFromLots } from '../store/lots';
import { doOnce, findDeed, keyOfDeed, nameOf, type OpenDeed, type OpenDeedOutcome } from '../store/open-deeds';

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
    doOnce(strapi, async (trx) => {
      const at = now(strapi);
      const member = await getService(strapi, 'api::member.find-member')(trx, nameOf(name));
      const deed: OpenDeed = { key: keyOfDeed(caller.id, idempotencyKey), member, change: -points, reason };
      const account = await lockAccount(trx, member.id, at);
      const earlier = await findDeed(trx, deed);
      if (earlier) return earlier;
      if (account.state === 'frozen') throw accountIsFrozen();
      const spendings = unwrap(allocateFromLots(await filledLots(trx, member.id), points, at));
      await takeFromLots(trx, spendings, at);
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
      await appendEvent(strapi, trx, {
        name: 'points.spent',
        aggregateId: String(member.id),
        payload: { userId: member.id, points, source: 'open_platform', orderNo: null },
        at,
      });
      const done = await findDeed(trx, deed);
      if (!done) throw new Error('a deduction was not written');
      return done;
    });

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
