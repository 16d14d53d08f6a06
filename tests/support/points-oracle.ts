import type { PointsScene } from '../../src/domain/points/types';

/** One point of somebody. The oracle counts points one by one, as the specification speaks of them. */
interface Point {
  /** Which lot it came with; later lots have higher numbers. */
  lot: number;
  expiresAt: number | null;
  /** The order it came from. */
  order: string | null;
  /** The award it is a part of; none when it came back from a purchase with days of grace. */
  award?: OracleAward;
}

/** An award as refunds see it. */
export interface OracleAward {
  rule: number;
  day: number;
  points: number;
  expiresAt: number | null;
  /** Points that no refund has reversed. */
  left: number;
  /** Points that expired unspent and were not waived by a refund. */
  expired: number;
}

export interface OracleRule {
  id: number;
  scene: string;
  pointsPerHundredYuan: number;
  fixedPoints: number;
  minAmount: number;
  minPoints: number;
  maxPoints: number;
  dailyLimitPerUser: number;
  totalLimit: number;
  validDays: number;
  usesMemberMultiplier: boolean;
  streakDays: number;
  streakBonus: number;
  merchantIds: number[];
  productIds: number[];
  startsAt: number | null;
  endsAt: number | null;
  priority: number;
  stackable: boolean;
}

export interface OracleEvent {
  user: number;
  scene: PointsScene;
  paidAmount: number;
  freightAmount: number;
  lines: { productId: number; paidAmount: number }[];
  merchantId: number | null;
  multiplierPercent: number;
  streak: number;
  order: string;
  at: number;
}

const DAY = 86_400_000;
const ZONE = 8 * 3_600_000;
const GRACE_DAYS = 7;

/** Days since 1970 in Shanghai, which has no summer time. */
const dayOf = (at: number): number => Math.floor((at + ZONE) / DAY);
const endOfDay = (day: number): number => (day + 1) * DAY - ZONE;
const ends = (point: Point): number => point.expiresAt ?? Infinity;
const firstToEnd = (a: Point, b: Point): number => (ends(a) === ends(b) ? a.lot - b.lot : ends(a) < ends(b) ? -1 : 1);

/** A points account as domain.md 6 describes it, kept as a heap of single points. */
export class OracleAccount {
  points: Point[] = [];
  held = new Map<string, Point[]>();
  spent = new Map<string, Point[]>();
  awards = new Map<string, OracleAward[]>();
  debt = 0;
  total = 0;
  used = 0;
  expired = 0;

  get frozen(): number {
    return [...this.held.values()].reduce((sum, points) => sum + points.length, 0);
  }

  /** What can be bought with: the points that have not ended. */
  usable(at: number): Point[] {
    return this.points.filter((point) => ends(point) > at).sort(firstToEnd);
  }

  /** New points pay debt before they become usable. */
  earn(count: number, point: Point): void {
    this.total += count;
    const paid = Math.min(count, this.debt);
    this.debt -= paid;
    for (let n = paid; n < count; n += 1) this.points.push({ ...point });
  }

  /** False when there is not enough; then nothing happens. */
  hold(order: string, count: number, at: number): boolean {
    if (this.usable(at).length < count) return false;
    this.held.set(order, this.usable(at).slice(0, count));
    this.drop(this.held.get(order) ?? []);
    return true;
  }

  capture(order: string): void {
    const points = this.held.get(order) ?? [];
    this.held.delete(order);
    this.used += points.length;
    if (points.length > 0) this.spent.set(order, points);
  }

  /** Held points come back; those that end first pay what is owed meanwhile. */
  release(order: string): void {
    const points = (this.held.get(order) ?? []).sort(firstToEnd);
    this.held.delete(order);
    const paid = Math.min(points.length, this.debt);
    this.debt -= paid;
    this.points.push(...points.slice(paid));
  }

  /** Spent points come back, longest-lived first, with at least a week to live. */
  giveBack(order: string, count: number, { at, lot }: { at: number; lot: number }): void {
    const spent = (this.spent.get(order) ?? []).sort(firstToEnd).reverse();
    const back = spent.splice(0, count);
    this.spent.set(order, spent);
    this.used -= count;
    const earliest = endOfDay(dayOf(at) + GRACE_DAYS);
    const paid = Math.min(count, this.debt);
    this.debt -= paid;
    for (const point of back.slice(0, count - paid)) {
      const isExtended = ends(point) < earliest;
      this.points.push(isExtended ? { lot, order, expiresAt: earliest } : point);
    }
  }

  /**
   * Earned points are taken back from the order's awards by what is left of each; what expired of an award is not asked for again.
   * @returns points by award
   */
  takeBack(order: string, count: number): { award: OracleAward; points: number }[] {
    const awards = (this.awards.get(order) ?? []).sort((a, b) => a.rule - b.rule);
    const parts = share(
      count,
      awards.map(({ left }) => left),
    ).map((part, index) => {
      const award = awards[index];
      if (!award) throw new Error('a part without an award');
      const waived = Math.min(part, award.expired);
      award.left -= part;
      award.expired -= waived;
      return { award, points: part - waived };
    });
    this.take(
      order,
      parts.reduce((sum, { points }) => sum + points, 0),
    );
    return parts;
  }

  /** First the points of the order, then those that end first; what is missing is owed. */
  private take(order: string, count: number): void {
    const isOwn = (point: Point): number => (point.order === order ? 0 : 1);
    const taken = [...this.points].sort((a, b) => isOwn(a) - isOwn(b) || firstToEnd(a, b)).slice(0, count);
    this.drop(taken);
    this.debt += count - taken.length;
    this.total -= count;
  }

  /** False when staff want to take more than can be used. */
  adjust(count: number, point: Point, at: number): boolean {
    if (count > 0) {
      this.earn(count, point);
      return true;
    }
    if (this.usable(at).length < -count) return false;
    this.drop(this.usable(at).slice(0, -count));
    this.total += count;
    return true;
  }

  expire(at: number): void {
    const ended = this.points.filter((point) => ends(point) <= at);
    this.drop(ended);
    for (const { award } of ended) if (award) award.expired += 1;
    this.expired += ended.length;
  }

  private drop(gone: Point[]): void {
    const set = new Set(gone);
    this.points = this.points.filter((point) => !set.has(point));
  }
}

/** Shares by weight: whole parts first, then one each to the largest remainders, earlier ones first. */
function share(total: number, weights: number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const parts = weights.map((weight) => Math.floor((total * weight) / sum));
  const remainders = weights.map((weight, index) => ({ index, remainder: (total * weight) % sum }));
  remainders.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  let left = total - parts.reduce((all, part) => all + part, 0);
  for (const { index } of remainders) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}

/** The rule book of domain.md 6, read slowly: counts up point by point, and remembers what every rule has given to whom. */
export class OracleRules {
  private readonly given: { rule: number; user: number; day: number; points: number }[] = [];

  constructor(private readonly rules: OracleRule[]) {}

  /** Every award of an event. */
  award(event: OracleEvent): OracleAward[] {
    const awards: OracleAward[] = [];
    let isClosed = false;
    const ordered = [...this.rules].sort((a, b) => b.priority - a.priority || a.id - b.id);
    for (const rule of ordered) {
      if (isClosed || (!rule.stackable && awards.length > 0)) continue;
      const points = this.count(rule, event);
      if (points === 0) continue;
      const day = dayOf(event.at);
      this.given.push({ rule: rule.id, user: event.user, day, points });
      const expiresAt = rule.validDays === 0 ? null : endOfDay(day + rule.validDays);
      awards.push({ rule: rule.id, day, points, expiresAt, left: points, expired: 0 });
      isClosed = !rule.stackable;
    }
    return awards;
  }

  /** What a refund takes back was not given, on the day of its award. */
  takeBack({ rule, day }: OracleAward, { user, points }: { user: number; points: number }): void {
    this.given.push({ rule, user, day, points: -points });
  }

  givenBy(rule: number, where: { user?: number; day?: number } = {}): number {
    return this.given
      .filter((row) => row.rule === rule)
      .filter((row) => (where.user ?? row.user) === row.user && (where.day ?? row.day) === row.day)
      .reduce((sum, { points }) => sum + points, 0);
  }

  private count(rule: OracleRule, event: OracleEvent): number {
    if (rule.scene !== event.scene) return 0;
    if (rule.startsAt !== null && event.at < rule.startsAt) return 0;
    if (rule.endsAt !== null && event.at >= rule.endsAt) return 0;
    if (rule.merchantIds.length > 0 && !rule.merchantIds.some((id) => id === event.merchantId)) return 0;
    const lines = event.lines.filter(({ productId }) => rule.productIds.includes(productId));
    if (rule.productIds.length > 0 && lines.length === 0) return 0;
    const goods = event.paidAmount - event.freightAmount;
    const amount = rule.productIds.length > 0 ? lines.reduce((sum, line) => sum + line.paidAmount, 0) : goods;
    const isAboutMoney = event.scene === 'payment' || event.scene === 'order_completed';
    if (amount < rule.minAmount || (isAboutMoney && amount === 0)) return 0;
    const isBonusDay = event.streak > 0 && rule.streakDays > 0 && event.streak % rule.streakDays === 0;
    const fixed = rule.fixedPoints + (isBonusDay ? rule.streakBonus : 0);
    const percent = rule.usesMemberMultiplier ? event.multiplierPercent : 100;
    // One point is a million of these: hundredths of a fen's worth, times percent.
    const worth = (fixed * 10_000 + amount * rule.pointsPerHundredYuan) * percent;
    const today = this.givenBy(rule.id, { user: event.user, day: dayOf(event.at) });
    const total = this.givenBy(rule.id);
    const isWithin = (limit: number, points: number): boolean => limit === 0 || points <= limit;
    let points = 0;
    for (;;) {
      const next = points + 1;
      const isEarned = next * 1_000_000 <= worth || next <= rule.minPoints;
      const fits =
        isWithin(rule.maxPoints, next) &&
        isWithin(rule.dailyLimitPerUser, today + next) &&
        isWithin(rule.totalLimit, total + next);
      if (!isEarned || !fits) return points;
      points = next;
    }
  }
}
