import type { Core } from '@strapi/strapi';
import { evaluateAward, pointsPerLine } from '../../../domain/points/award-points';
import { repayDebt } from '../../../domain/points/clawback';
import type { Award, AwardLine, PointsScene } from '../../../domain/points/types';
import { calendarDayOf, startOfDay } from '../../../domain/shared/calendar-day';
import { type Fen, ZERO_FEN } from '../../../domain/shared/fen';
import { environmentOf } from '../../../platform/container';
import type { Trx } from '../../../platform/database/in-transaction';
import { together } from '../../../platform/database/together';
import { appendEvent } from '../../../platform/events/outbox';
import { accountAfter, type AccountRow, balanceOf, changeAccount, lockAccount } from '../store/account';
import { type AwardFacts, awardKeyOf, lockAwardFacts } from '../store/award-facts';
import { appendEntry } from '../store/ledger';
import { insertLot, lotOf } from '../store/lots';
import { loadRules } from '../store/rules';
import { countAward } from '../store/usage';

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
  /** Base of the idempotency keys: what has given points, by whatever rules, gives none again. */
  key: string;
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
    const { userId } = request;
    let account = await lockAccount(trx, userId, request.at);
    const day = calendarDayOf(request.at, timeZone);
    const deed = { userId, key: request.key, day, dayStartsAt: startOfDay(day, timeZone), at: request.at };
    const facts = await lockAwardFacts(trx, { ...deed, rules: known });
    // Judged again it might earn by another rule, because by now the first has no more to give.
    if (facts.isGiven) return NOTHING;
    const result = evaluate(request, facts, timeZone);
    for (const award of result.awards) {
      const [changed] = await together([
        bookAward(trx, { request, award, account }),
        count(trx, { ...deed, award, facts }),
      ]);
      account = changed;
    }
    const points = result.total;
    if (points > 0) await appendEvent(strapi, trx, announcementOf(request, points));
    return { points, pointsByLine: points > 0 ? pointsPerLine(result, request.lines?.length ?? 0) : [] };
  };
};

const evaluate = (request: AwardRequest, { rules, usage, memberMultiplierBps }: AwardFacts, timeZone: string) =>
  evaluateAward({
    rules,
    usage,
    memberMultiplierBps,
    scene: request.scene,
    paidAmount: request.paidAmount ?? ZERO_FEN,
    freightAmount: request.freightAmount ?? ZERO_FEN,
    merchantId: request.merchantId ?? null,
    ...(request.lines ? { lines: request.lines } : {}),
    ...(request.streak === undefined ? {} : { streak: request.streak }),
    at: request.at,
    timeZone,
  });

interface Counting {
  userId: number;
  day: string;
  at: Date;
  award: Award;
  facts: AwardFacts;
}

async function count(trx: Trx, { userId, day, at, award, facts }: Counting): Promise<void> {
  const { ruleId, points } = award;
  const limits = facts.rules.find(({ id }) => id === ruleId);
  if (!limits) throw new Error(`points rule ${ruleId} gave points and was not asked`);
  const usedToday = facts.usage.userTodayByRule.get(ruleId) ?? 0;
  await countAward(trx, { ruleId: Number(ruleId), limits, userId, day, points, usedToday, at });
}

interface Booking {
  request: AwardRequest;
  award: Award;
  account: AccountRow;
}

/** Writes one award and returns the account as it is then. New points pay debt first, only the rest becomes a lot. */
async function bookAward(trx: Trx, { request, award, account }: Booking): Promise<AccountRow> {
  const idempotencyKey = awardKeyOf(request.key, award.ruleId);
  const { toDebt, toAvailable } = repayDebt(award.points, account.debt);
  const change = { available: toAvailable, debt: -toDebt, total: award.points, at: request.at };
  const lot = {
    userId: request.userId,
    points: toAvailable,
    expiresAt: award.expiresAt,
    source: request.scene,
    orderNo: request.orderNo ?? null,
    awardKey: idempotencyKey,
    at: request.at,
  };
  const isFilled = toAvailable > 0;
  const after = accountAfter(account, change);
  // Sent together and done in this order: the entry finds the lot that was made before it.
  await together([
    changeAccount(trx, account, change),
    isFilled && insertLot(trx, lot),
    appendEntry(trx, {
      userId: request.userId,
      change: award.points,
      balanceAfter: balanceOf(after),
      type: 'award',
      source: request.scene,
      idempotencyKey,
      orderNo: request.orderNo ?? null,
      ruleId: Number(award.ruleId),
      lot: isFilled ? lotOf(trx, idempotencyKey) : null,
      expiresAt: award.expiresAt,
      description: request.description,
      at: request.at,
    }),
  ]);
  return after;
}

const announcementOf = (request: AwardRequest, points: number) => ({
  name: 'points.awarded' as const,
  aggregateId: String(request.userId),
  payload: { userId: request.userId, points, source: request.scene, orderNo: request.orderNo ?? null },
  at: request.at,
});
