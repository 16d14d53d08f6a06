import type { Id } from '../shared/id';

/** An ended lot that still holds points, and how many times it has expired before. */
export interface EndedLot {
  readonly id: Id;
  readonly userId: Id;
  readonly remaining: number;
  readonly timesExpired: number;
}

export interface Expiry {
  readonly lot: EndedLot;
  /** What the user owns once this lot is gone. */
  readonly balanceAfter: number;
  /** A released hold can refill a lot that had ended, so a lot may expire more than once, each time under its own key. */
  readonly key: string;
}

/**
 * One ledger entry for every ended lot, in the order given, each with the running balance of its user.
 * @param balances what each user owns before: available + frozen − debt
 * @throws RangeError for a lot whose user has no balance
 */
export function expireLots(lots: readonly EndedLot[], balances: ReadonlyMap<Id, number>): Expiry[] {
  const running = new Map(balances);
  return lots.map((lot) => {
    const before = running.get(lot.userId);
    if (before === undefined) throw new RangeError(`Lot ${lot.id} belongs to nobody`);
    const balanceAfter = before - lot.remaining;
    running.set(lot.userId, balanceAfter);
    return { lot, balanceAfter, key: `expire:${lot.id}:${lot.timesExpired}` };
  });
}
