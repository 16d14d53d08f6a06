const DAY_MS = 86_400_000;

/**
 * The last moment at which a completed order can still be returned (domain.md 4).
 * @param days of the shop's settings; 0 means that a completed order cannot be returned
 */
export function afterSaleEndsAt(completedAt: Date, days: number): Date {
  return new Date(completedAt.getTime() + days * DAY_MS);
}
