import type { Core } from '@strapi/strapi';
import { clawBack } from '../../../domain/points/clawback';
import { clawBackLots } from '../../../domain/points/claw-back-lots';
import { type ClawbackPart, splitClawback } from '../../../domain/points/split-clawback';
import { calendarDayOf } from '../../../domain/shared/calendar-day';
import { environmentOf } from '../../../platform/container';
import type { Trx } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDateOrNull } from '../../../platform/database/rows';
import { type AccountRow, balanceOf, changeAccount, lockAccount } from '../store/account';
import { appendEntry, hasEntry } from '../store/ledger';
import { takeFromLots } from '../store/lots';
import { awardsOf, type StandingAward } from '../store/standing-awards';
import { lockLimits } from '../store/rules';
import { uncountAward, lockTotal } from '../store/usage';
import type { PointsReversal } from './return-points';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.claw-back-points': ClawBackPoints;
  }
}

export interface Clawback extends Omit<PointsReversal, 'orderNo'> {
  /** The order that the points came from; null when its number is not the user's to see. */
  orderNo: string | null;
  /** Key of the award that is undone, as `award-points` was given it; without one, what the order's money brought is meant. */
  awardKey?: string;
  /** Why, as the user reads it. */
  reason?: string;
}

export interface ClawBackPoints {
  /**
   * Takes back points that an order earned, or that were given for something that is undone with it: what the account has, and the
   * rest as debt that later points pay. Each award gives its part, as an entry of its own, and the limits of its rule get these
   * points back: the total at once, the user's day if it is still the day of the award. Points of the awards' own lots that have
   * expired unspent are not asked for a second time; they stay given, and count so. The same operation counts once.
   */
  (trx: Trx, clawback: Clawback): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ClawBackPoints => {
  const timeZone = environmentOf(strapi).SHOP_TIMEZONE;
  return async (trx, clawback) => {
    const { userId, operationNo, points, at } = clawback;
    if (points === 0) return;
    const account = await lockAccount(trx, userId, at);
    if (await hasEntry(trx, keyOf(operationNo, 0))) return;
    const awards = await awardsOf(trx, clawback);
    const parts = splitClawback(awards, points);
    await returnToLimits(trx, { clawback, awards, parts, timeZone });
    await book(trx, { clawback, account, awards, parts });
  };
};

const keyOf = (operationNo: string, index: number): string =>
  index === 0 ? `clawback:${operationNo}` : `clawback:${operationNo}:${index}`;

interface Split {
  clawback: Clawback;
  awards: readonly StandingAward[];
  parts: readonly ClawbackPart[];
}

/** Before the ledger is written, so that a counter that has to be made first is added up without these points. */
async function returnToLimits(
  trx: Trx,
  { clawback: { userId, at }, awards, parts, timeZone }: Split & { timeZone: string },
): Promise<void> {
  const limitsOf = await lockLimits(
    trx,
    awards.map(({ ruleId }) => ruleId),
  );
  for (const { awardId, ruleId, givenAt } of awards) {
    const limits = limitsOf.get(ruleId);
    const taken = parts.find((part) => part.awardId === awardId)?.taken ?? 0;
    if (!limits || taken === 0) continue;
    if (limits.totalLimit !== null) await lockTotal(trx, ruleId, at);
    await uncountAward(trx, { ruleId, limits, userId, day: calendarDayOf(givenAt, timeZone), points: taken });
  }
}

async function book(trx: Trx, { clawback, account, awards, parts }: Split & { account: AccountRow }): Promise<void> {
  const { userId, orderNo, operationNo, reason = '退款收回', at } = clawback;
  const taken = parts.reduce((sum, part) => sum + part.taken, 0);
  const { fromAvailable } = clawBack(taken, account.available);
  await takeFromLots(trx, clawBackLots(await lotsOf(trx, clawback), fromAvailable), at);
  let changed = account;
  let left = fromAvailable;
  for (const [index, part] of parts.entries()) {
    const { fromAvailable: paid, toDebt } = clawBack(part.taken, left);
    left -= paid;
    changed = await changeAccount(trx, changed, { available: 0 - paid, debt: toDebt, total: 0 - part.taken, at });
    await appendEntry(trx, {
      userId,
      change: 0 - part.taken,
      balanceAfter: balanceOf(changed),
      type: 'clawback',
      source: 'after_sale',
      idempotencyKey: keyOf(operationNo, index),
      orderNo,
      ruleId: awards.find(({ awardId }) => awardId === part.awardId)?.ruleId ?? null,
      reversesId: part.awardId === null ? null : Number(part.awardId),
      waived: part.waived,
      description: descriptionOf(reason, part, toDebt),
      at,
    });
  }
}

interface LotRow {
  id: number;
  remaining: number;
  expires_at: StoredInstant;
  order_no: string | null;
  award_key: string;
}

async function lotsOf(trx: Trx, { userId, orderNo, awardKey }: Clawback) {
  const isOwn = (lot: LotRow): boolean =>
    awardKey === undefined ? lot.order_no === orderNo : lot.award_key.startsWith(`${awardKey}:`);
  const lots = (await trx('points_lots')
    .where({ user_id: userId })
    .andWhere('remaining', '>', 0)
    .orderBy('id')
    .select('id', 'remaining', 'expires_at', 'order_no', 'award_key')) as LotRow[];
  return lots.map((lot) => ({
    id: lot.id,
    remaining: lot.remaining,
    expiresAt: toDateOrNull(lot.expires_at),
    isOwn: isOwn(lot),
  }));
}

function descriptionOf(reason: string, { taken, waived }: ClawbackPart, toDebt: number): string {
  if (taken === 0) return `${reason}：${waived} 积分已经过期，不再扣除`;
  const debt = toDebt > 0 ? `，其中 ${toDebt} 积分记为欠账` : '';
  return `${reason} ${taken} 积分${debt}${waived > 0 ? `；另有 ${waived} 积分已经过期，不再扣除` : ''}`;
}
