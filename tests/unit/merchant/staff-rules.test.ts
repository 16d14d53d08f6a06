import fc from 'fast-check';
import { checkStaffChange, type StaffRole } from '../../../src/domain/merchant/staff-rules';

const ROLES: StaffRole[] = ['owner', 'manager', 'cashier', 'courier'];
const role = fc.constantFrom(...ROLES);
const place = fc.constantFrom(...ROLES, null);

describe('who may change who works for a merchant', () => {
  it('is an owner for everybody', () => {
    for (const to of ROLES)
      expect(checkStaffChange({ actorRole: 'owner', from: null, to, ownerCount: 1 }).ok).toBe(true);
  });

  it.each<[StaffRole | null, StaffRole | null, boolean]>([
    [null, 'cashier', true],
    [null, 'courier', true],
    ['cashier', 'courier', true],
    ['courier', null, true],
    [null, 'manager', false],
    [null, 'owner', false],
    ['cashier', 'manager', false],
    ['manager', null, false],
    ['owner', null, false],
  ])('a manager may move %s to %s: %s', (from, to, isAllowed) => {
    const result = checkStaffChange({ actorRole: 'manager', from, to, ownerCount: 2 });
    expect(result.ok).toBe(isAllowed);
    if (!isAllowed) expect(result).toMatchObject({ error: { code: 1801, details: { reason: 'role' } } });
  });

  it.each<StaffRole>(['cashier', 'courier'])('a %s may change nobody', (actorRole) => {
    fc.assert(
      fc.property(place, place, fc.integer({ min: 1, max: 3 }), (from, to, ownerCount) => {
        fc.pre(from !== null || to !== null);
        expect(checkStaffChange({ actorRole, from, to, ownerCount }).ok).toBe(false);
      }),
    );
  });

  it('never leaves a merchant without an owner', () => {
    fc.assert(
      fc.property(role, place, place, fc.integer({ min: 1, max: 3 }), (actorRole, from, to, ownerCount) => {
        const left = ownerCount - Number(from === 'owner') + Number(to === 'owner');
        if (checkStaffChange({ actorRole, from, to, ownerCount }).ok) expect(left).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
