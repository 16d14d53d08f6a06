import type { Core } from '@strapi/strapi';
import { checkStaffChange, type StaffRole } from '../../../domain/merchant/staff-rules';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import type { MerchantScope } from '../../../platform/http/context';
import { lockMerchant } from '../store/merchant-rows';
import { givePlace, ownersOf } from '../store/staff-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.change-staff': ReturnType<typeof factory>;
  }
}

/** For which merchant, and who does it. */
export interface StaffDeed {
  merchant: MerchantScope;
  operator: { id: number; documentId: string };
}

interface Person {
  documentId: string;
  userId: number;
  /** null: not on the staff now. */
  role: StaffRole | null;
}

const ROLE_NAMES: Record<StaffRole, string> = { owner: '店主', manager: '店长', cashier: '收银员', courier: '配送员' };

const ALREADY_STAFF = { zh: '对方已经是本店员工', en: 'This person works here already' };
const LAST_OWNER = { zh: '店铺至少要有一位店主', en: 'A merchant needs an owner' };

/** Who works for a merchant; every change happens with the merchant locked, so that the last owner cannot leave by two doors. */
const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * Hires the member with this phone number; the same place twice is one.
   * @returns documentId of the place
   * @throws Refusal NotFoundError when nobody has bound the number; BusinessError when they work here in another role
   */
  async hire(deed: StaffDeed, { phone, role }: { phone: string; role: StaffRole }): Promise<string> {
    return inTransaction(strapi, async (trx) => {
      const { id: userId } = await getService(strapi, 'api::member.find-member')(trx, { phone });
      const { merchant } = deed;
      await lockMerchant(trx, merchant.documentId);
      const known = await findPerson(trx, merchant.id, { user_id: userId });
      if (known?.role === role) return known.documentId;
      if (known?.role) throw new Refusal('BusinessError', { reason: 'already_staff', role: known.role }, ALREADY_STAFF);
      await assertAllowed(trx, deed, { from: null, to: role });
      await givePlace(trx, { merchantId: merchant.id, userId, role, at: now(strapi) });
      const hired = await findPerson(trx, merchant.id, { user_id: userId });
      if (!hired) throw new Error('a place was not written');
      await record(strapi, trx, { deed, person: hired, from: null, to: role });
      return hired.documentId;
    });
  },

  /** Gives somebody of the staff another role. @throws Refusal NotFoundError, MerchantAccessError, BusinessError for the last owner */
  async move(deed: StaffDeed, { documentId, role }: { documentId: string; role: StaffRole }): Promise<void> {
    await inTransaction(strapi, async (trx) => {
      const person = await lockPerson(trx, deed.merchant, documentId);
      if (person.role === role) return;
      await assertAllowed(trx, deed, { from: person.role, to: role });
      await givePlace(trx, { merchantId: deed.merchant.id, userId: person.userId, role, at: now(strapi) });
      await record(strapi, trx, { deed, person, from: person.role, to: role });
    });
  },

  /** Lets somebody go; the place is kept for the books. @throws Refusal as for `move` */
  async letGo(deed: StaffDeed, documentId: string): Promise<void> {
    await inTransaction(strapi, async (trx) => {
      const person = await lockPerson(trx, deed.merchant, documentId);
      await assertAllowed(trx, deed, { from: person.role, to: null });
      await trx('merchant_staff')
        .where({ document_id: documentId })
        .update({ enabled: false, updated_at: now(strapi) });
      await record(strapi, trx, { deed, person, from: person.role, to: null });
    });
  },
});

export default factory;

type PersonKey = { user_id: number } | { document_id: string };

async function findPerson(trx: Trx, merchantId: number, key: PersonKey): Promise<Person | null> {
  const row = (await trx('merchant_staff')
    .where({ merchant_id: merchantId, ...key })
    .first('document_id', 'user_id', 'role', 'enabled')) as
    { document_id: string; user_id: number; role: StaffRole; enabled: boolean | number } | undefined;
  return row ? { documentId: row.document_id, userId: row.user_id, role: row.enabled ? row.role : null } : null;
}

async function lockPerson(trx: Trx, merchant: MerchantScope, documentId: string): Promise<Person> {
  await lockMerchant(trx, merchant.documentId);
  const person = await findPerson(trx, merchant.id, { document_id: documentId });
  if (!person?.role) throw new Refusal('NotFoundError');
  return person;
}

interface Move {
  from: StaffRole | null;
  to: StaffRole | null;
}

/** Asked with the merchant locked and of the place the operator has now: it may have been taken away since the request came in. */
async function assertAllowed(trx: Trx, deed: StaffDeed, move: Move): Promise<void> {
  const { merchant, operator } = deed;
  const actor = await findPerson(trx, merchant.id, { user_id: operator.id });
  if (!actor?.role) throw new Refusal('MerchantAccessError', { reason: 'not_staff' });
  const owners = await ownersOf(trx, merchant.id);
  const allowed = checkStaffChange({ actorRole: actor.role, ...move, ownerCount: owners.length });
  if (allowed.ok) return;
  const { name, details } = allowed.error;
  throw new Refusal(name, { ...details }, name === 'BusinessError' ? LAST_OWNER : undefined);
}

async function record(
  strapi: Core.Strapi,
  trx: Trx,
  { deed, person, from, to }: Move & { deed: StaffDeed; person: Person },
): Promise<void> {
  const { merchant, operator } = deed;
  const at = now(strapi);
  await writeAudit(strapi, trx, {
    actorType: 'user',
    actor: operator.documentId,
    action: 'merchant.change-staff',
    subject: 'api::merchant.merchant-staff',
    subjectId: person.documentId,
    before: { role: from },
    after: { role: to },
    at,
  });
  await getService(strapi, 'api::message.notify-user')(trx, {
    userId: person.userId,
    event: 'merchant.staff_changed',
    title: to ? '店铺角色变更' : '已离开店铺',
    content: to ? `您现在是「${merchant.name}」的${ROLE_NAMES[to]}。` : `您不再是「${merchant.name}」的员工。`,
    dedupeKey: `merchant.staff_changed:${person.documentId}:${at.getTime()}`,
    at,
  });
}
