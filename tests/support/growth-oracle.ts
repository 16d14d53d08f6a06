const DAY = 86_400_000;
const ZONE = 8 * 3_600_000;

interface Purchase {
  at: number;
  /** Fen that the buyer has not got back. */
  kept: number;
  growth: number;
}

const dayOf = (at: number): string => new Date(at + ZONE).toISOString().slice(0, 10);
const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) - ZONE;

/** The same day of another year; 29 February becomes the 28th. */
function otherYear(day: string, years: number): string {
  const moved = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
  const isReal = new Date(`${moved}T00:00:00Z`).toISOString().slice(0, 10) === moved;
  return isReal ? moved : dayOf(startOf(moved) - DAY);
}

/**
 * A member's growth as the rules for people say it, kept as a list of purchases: each brings a point a yuan, loses it with what
 * goes back of it, and is forgotten by the evaluation of a year that began after it. Shares no code with the application.
 */
export class GrowthOracle {
  private purchases = new Map<string, Purchase>();
  private level = 0;
  dueOn: string | null = null;

  /** @param thresholds of all levels; the lowest is that of new members */
  constructor(private readonly thresholds: number[]) {}

  get growth(): number {
    return [...this.purchases.values()].reduce((sum, { growth }) => sum + growth, 0);
  }

  buy(orderNo: string, paid: number, at: number): void {
    this.purchases.set(orderNo, { at, kept: paid, growth: Math.floor(paid / 100) });
    if (paid >= 100) this.follow(at);
  }

  giveBack(orderNo: string, amount: number, at: number): void {
    const purchase = this.purchases.get(orderNo);
    if (!purchase) return;
    const before = purchase.growth;
    const lost = Math.floor((purchase.growth * amount) / purchase.kept);
    purchase.kept -= amount;
    purchase.growth = purchase.kept === 0 ? 0 : purchase.growth - lost;
    if (purchase.growth !== before) this.follow(at);
  }

  evaluate(at: number): void {
    if (this.dueOn === null || this.dueOn > dayOf(at)) return;
    const yearBegan = startOf(otherYear(this.dueOn, -1));
    for (const [orderNo, purchase] of this.purchases) if (purchase.at < yearBegan) this.purchases.delete(orderNo);
    this.level = this.reached();
    const next = otherYear(this.dueOn, 1);
    this.dueOn = this.growth === 0 ? null : next > dayOf(at) ? next : otherYear(dayOf(at), 1);
  }

  private reached(): number {
    return Math.max(...this.thresholds.filter((threshold) => threshold <= this.growth));
  }

  /** The level goes with the growth; the first growth and every rise begin a year. */
  private follow(at: number): void {
    const before = this.level;
    this.level = this.reached();
    if (this.level > before || this.dueOn === null) this.dueOn = otherYear(dayOf(at), 1);
  }
}
