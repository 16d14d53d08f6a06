import type { Core } from '@strapi/strapi';
import { repayDebt } from '../../../domain/points/clawback';
import { lotExpiry } from '../../../domain/points/lot-expiry';
import { environmentOf, now } from '../../../platform/container';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import type { OpenCaller } from '../../../platform/http/open-caller';
import type { GrantBody } from '../open-requests';
import { balanceOf, changeAccount, lockAccount } from '../store/account';
import { appendEntry } from '../store/ledger';
import { doOnce, findDeed, keyOfDeed, nameOf, type OpenDeed, type OpenDeedOutcome } from '../store/open-deeds';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.grant-points': GrantPoints;
  }
}

export interface GrantPoints {
  /**
   * Another server gives a member points, exactly once for each key. They pay debt first, the rest is a lot.
   * @throws Refusal NotFoundError; IdempotencyConflictError when the key stands for another deed
   */
  (request: GrantBody & { caller: OpenCaller }): Promise<OpenDeedOutcome>;
}

const SOURCE = 'open_platform';

export default ({ strapi }: { strapi: Core.Strapi }): GrantPoints =>
  ({ caller, points, reason, idempotencyKey, validDays, ...name }) =>
    doOnce(strapi, async (trx) => {
      const at = now(strapi);
      const member = await getService(strapi, 'api::member.find-member')(trx, nameOf(name));
      const expiryFrom = (instant: Date) => lotExpiry(instant, validDays, environmentOf(strapi).SHOP_TIMEZONE);
      const deed = { key: keyOfDeed(caller.id, idempotencyKey), member, change: points, reason, expiryFrom };
      const account = await lockAccount(trx, member.id, at);
      const earlier = await findDeed(trx, deed);
      if (earlier) return earlier;
      const { toDebt, toAvailable } = repayDebt(points, account.debt);
      const changed = await changeAccount(trx, account, { available: toAvailable, debt: -toDebt, total: points, at });
      const expiresAt = expiryFrom(at);
      const lotId = toAvailable > 0 ? await insertLot(trx, { deed, points: toAvailable, expiresAt, at }) : null;
      await appendEntry(trx, {
        userId: member.id,
        change: points,
        balanceAfter: balanceOf(changed),
        type: 'award',
        source: SOURCE,
        idempotencyKey: deed.key,
        lotId,
        expiresAt,
        description: reason,
        at,
      });
      await appendEvent(strapi, trx, {
        name: 'points.awarded',
        aggregateId: String(member.id),
        payload: { userId: member.id, points, source: SOURCE, orderNo: null },
        at,
      });
      const done = await findDeed(trx, deed);
      if (!done) throw new Error('an award was not written');
      return done;
    });

async function insertLot(
  trx: Trx,
  lot: { deed: OpenDeed; points: number; expiresAt: Date | null; at: Date },
): Promise<number | null> {
  const rows = (await trx('points_lots')
    .insert({
      ...newRow(lot.at),
      user_id: lot.deed.member.id,
      points: lot.points,
      remaining: lot.points,
      expires_at: lot.expiresAt,
      source: SOURCE,
      order_no: null,
      award_key: lot.deed.key,
    })
    .returning('id')) as { id: number }[];
  return rows[0]?.id ?? null;
}
