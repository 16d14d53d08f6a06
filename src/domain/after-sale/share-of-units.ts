/** What of the points a line used goes with some of its units. */
export interface UnitShareInput {
  /** Points of the whole line. */
  readonly total: number;
  readonly quantity: number;
  /** Units returned before. */
  readonly before: number;
  /** Units returned now. */
  readonly units: number;
  /** Fen returned for these units and fen they were paid: less money back takes less with it. */
  readonly amount: number;
  readonly share: number;
}

/**
 * The share of the points a line used that goes with the units returned now. Counted from the front of the line, so that the shares of
 * all units add up to the whole however the units are spread over cases.
 */
export function shareOfUnits({ total, quantity, before, units, amount, share }: UnitShareInput): number {
  const upTo = (count: number): bigint => (BigInt(total) * BigInt(count)) / BigInt(quantity);
  const whole = upTo(before + units) - upTo(before);
  return Number(share > 0 && amount < share ? (whole * BigInt(amount)) / BigInt(share) : whole);
}

/** What of the points a line earned goes with the units returned now; money in fen. */
export interface EarnedShareInput {
  /** Points the line earned until now, and those of them that earlier refunds took back. */
  readonly earned: number;
  readonly reclaimed: number;
  /** Money and units of the line that had not gone back before. */
  readonly moneyLeft: number;
  readonly unitsLeft: number;
  /** Money and units that go back now. */
  readonly amount: number;
  readonly units: number;
}

/**
 * The share of the points a line earned that goes with the units returned now. Of what is left and not of the whole line, because
 * a completion after a part was returned gives points for the rest alone. The last money takes all that is left.
 */
export function shareOfEarned(input: EarnedShareInput): number {
  const left = BigInt(Math.max(0, input.earned - input.reclaimed));
  const [part, whole] =
    input.moneyLeft > 0 ? [input.amount, input.moneyLeft] : [input.units, Math.max(1, input.unitsLeft)];
  return Number(part >= whole ? left : (left * BigInt(part)) / BigInt(whole));
}

/**
 * Points that go with money of an order without lines, where only money can be compared. One that cost no money goes back whole.
 */
export function shareOfMoney(input: { total: number; paid: number; before: number; amount: number }): number {
  if (input.paid === 0) return input.total;
  const upTo = (money: number): bigint => (BigInt(input.total) * BigInt(money)) / BigInt(input.paid);
  return Number(upTo(input.before + input.amount) - upTo(input.before));
}
