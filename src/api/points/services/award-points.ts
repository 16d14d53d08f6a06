import type { Core } from '@strapi/strapi';
import { evaluateAward, pointsPerLine } from '../../../domain/points/award-points';
import { repayDebt } from '../../../domain/points/clawback';
import type { Award, AwardLine, PointsRule, PointsScene } from '../../../domain/points/types';
import { type Bps, WHOLE_BPS } from '../../../domain/shared/basis-points';
import { calendarDayOf, startOfDay } from '../../../domain/shared/calendar-day';
import { type Fen, ZERO_FEN } from '../../../domain/shared/fen';
import { environmentOf } from '../../../platform/container';
import type { Trx } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { type AccountRow, balanceOf, changeAccount, lockAccount, readMultiplier } from '../store/account';
import { appendEntry, hasAward, hasEntry } from '../store/ledger';
import { insertLot } from '../store/lots';
import { loadRules } from '../store/rules';
import { countUsage, lockUsage } from '../store/usage';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.award-points': AwardPoints;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'points.awarded': { userId: number; points: number; source: string; orderNo: string | null };
  }
}

export interface AwardRequest {
  userId: number;
  scene: PointsScene;
  /** Base of the idempotency keys: the same deed never earns twice by the same rule. */
  key: string;
  /** Nothing is given to a user who was ever given points of this scene, by whatever rule; for deeds that can be repeated. */
  isOnceForAll?: boolean;
  description: string;
  at: Date;
  /** Fen, freight included. */
  paidAmount?: Fen;
  freightAmount?: Fen;
  merchantId?: number | null;
  lines?: readonly AwardLine[];
  orderNo?: string;
  /** Check-in only: the length of the streak, which may earn the rule's bonus. */
  streak?: number;
}

/** Points that were given, and their shares parallel to the request's lines. */
export interface AwardOutcome {
  points: number;
  pointsByLine: number[];
}

const NOTHING: AwardOutcome = { points: 0, pointsByLine: [] };

export interface AwardPoints {
  (trx: Trx, request: AwardRequest): Promise<AwardOutcome>;
}

/**
 * Gives the points that the rules of a scene promise, inside the transaction of the deed that earns them: account, lot,
 * ledger entry, limits and event become visible together or not at all.
 */
export default ({ strapi }: { strapi: Core.Strapi }): AwardPoints => {
  const timeZone = environmentOf(strapi).SHOP_TIMEZONE;
  return async (trx, request) => {
    const known = await loadRules(strapi, trx, request.scene);
    if (known.length === 0) return NOTHING;
    const { userId, scene } = request;
    let account = await lockAccount(trx, userId, request.at);
    if (request.isOnceForAll && (await hasAward(trx, { userId, source: scene }))) return NOTHING;
    const day = calendarDayOf(request.at, timeZone);
    const { rules, usage } = await lockUsage(trx, {
      rules: known,
      userId: request.userId,
      day,
      dayStartsAt: startOfDay(day, timeZone),
      at: request.at,
    });
    const result = evaluateAward({
      rules,
      scene: request.scene,
      paidAmount: request.paidAmount ?? ZERO_FEN,
      freightAmount: request.freightAmount ?? ZERO_FEN,
      memberMultiplierBps: await multiplierFor(trx, rules, userId),
      merchantId: request.merchantId ?? null,
      ...(request.lines ? { lines: request.lines } : {}),
      ...(request.streak === undefined ? {} : { streak: request.streak }),
      at: request.at,
      timeZone,
      usage,
    });
    let points = 0;
    for (const award of result.awards) {
      const changed = await bookAward(trx, { request, award, account });
      if (!changed) continue;
      account = changed;
      points += award.points;
      const rule = rules.find(({ id }) => id === award.ruleId);
      const counted = { ruleId: Number(award.ruleId), userId: request.userId, day, points: award.points };
      if (rule) await countUsage(trx, { ...counted, limits: rule });
    }
    if (points > 0) await appendEvent(strapi, trx, announcementOf(request, points));
    return { points, pointsByLine: points > 0 ? pointsPerLine(result, request.lines?.length ?? 0) : [] };
  };
};

/** Asks for the member's level only when a rule looks at it. */
async function multiplierFor(trx: Trx, rules: readonly PointsRule[], userId: number): Promise<Bps> {
  return rules.some(({ usesMemberMultiplier }) => usesMemberMultiplier) ? readMultiplier(trx, userId) : WHOLE_BPS;
}

interface Booking {
  request: AwardRequest;
  award: Award;
  account: AccountRow;
}

/**
 * Writes one award and returns the account as it is then; null when the award stands in the ledger already.
 * New points pay debt first, only the rest becomes a lot.
 */
async function bookAward(trx: Trx, { request, award, account }: Booking): Promise<AccountRow | null> {
  const idempotencyKey = `${request.key}:${award.ruleId}`;
  if (await hasEntry(trx, idempotencyKey)) return null;
  const { toDebt, toAvailable } = repayDebt(award.points, account.debt);
  const change = { available: toAvailable, debt: -toDebt, total: award.points, at: request.at };
  const changed = await changeAccount(trx, account, change);
  const lot = {
    userId: request.userId,
    points: toAvailable,
    expiresAt: award.expiresAt,
    source: request.scene,
    orderNo: request.orderNo ?? null,
    awardKey: idempotencyKey,
    at: request.at,
  };
  const lotId = toAvailable > 0 ? await insertLot(trx, lot) : null;
  await appendEntry(trx, {
    userId: request.userId,
    change: award.points,
    balanceAfter: balanceOf(changed),
    type: 'award',
    source: request.scene,
    idempotencyKey,
    orderNo: request.orderNo ?? null,
    ruleId: Number(award.ruleId),
    lotId,
    expiresAt: award.expiresAt,
    description: request.description,
    at: request.at,
  });
  return changed;
}

const announcementOf = (request: AwardRequest, points: number) => ({
  name: 'points.awarded' as const,
  aggregateId: String(request.userId),
  payload: { userId: request.userId, points, source: request.scene, orderNo: request.orderNo ?? null },
  at: request.at,
});
