import type { Refusal } from '../shared/refusal';
import { refuse } from '../shared/refusal';
import type { Result } from '../shared/result';
import { err, ok } from '../shared/result';

export type StaffRole = 'owner' | 'manager' | 'cashier' | 'courier';

/** Whom somebody may hire, promote and let go: an owner everybody, a manager the people below. */
const MANAGES: Readonly<Record<StaffRole, readonly StaffRole[]>> = {
  owner: ['owner', 'manager', 'cashier', 'courier'],
  manager: ['cashier', 'courier'],
  cashier: [],
  courier: [],
};

/** What shall happen to one person's place: no role before is hiring, none after is letting go. */
export interface StaffChange {
  readonly actorRole: StaffRole;
  readonly from: StaffRole | null;
  readonly to: StaffRole | null;
  /** Owners of the merchant before the change, the person included. */
  readonly ownerCount: number;
}

/**
 * Whether somebody may change who works for a merchant.
 *
 * @returns 1801 for who stands too low, on either side of the change; 1000 when the merchant would have no owner left
 */
export function checkStaffChange(
  change: StaffChange,
): Result<void, Refusal<'MerchantAccessError'> | Refusal<'BusinessError'>> {
  const { actorRole, from, to, ownerCount } = change;
  const outOfReach = [from, to].find((role) => role !== null && !MANAGES[actorRole].includes(role));
  if (outOfReach) return err(refuse('MerchantAccessError', { reason: 'role', role: actorRole, target: outOfReach }));
  if (from === 'owner' && to !== 'owner' && ownerCount <= 1)
    return err(refuse('BusinessError', { reason: 'last_owner' }));
  return ok(undefined);
}
