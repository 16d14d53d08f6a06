import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { isRefusal, Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { lockMerchant, type MerchantRow } from '../store/merchant-rows';
import { hireOwner } from '../store/staff-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.appoint-owner': AppointOwner;
  }
}

export interface Appointment {
  merchantDocumentId: string;
  /** As staff name members: by the number they have bound, or by documentId. */
  member: { phone: string } | { documentId: string };
  /** E-mail address of who does it. */
  operator: string;
}

export interface AppointOwner {
  /**
   * Makes a member the owner of a merchant that has been let in, above all of one that nobody applied for. Who works there already
   * is promoted; who owns it already stays, and nothing is written.
   * @returns documentId of the member
   * @throws Refusal NotFoundError for the merchant; BusinessError for a member who is unknown or blocked, a phone number that
   *   several members have bound, or a merchant that waits for approval or was rejected
   */
  (appointment: Appointment): Promise<{ memberId: string }>;
}

const NO_MEMBER = {
  zh: '没有找到这位会员，或者该会员已被冻结',
  en: 'There is no such member, or the member is blocked',
};
const NOT_LET_IN = { zh: '商户还没有通过审核，不能指定店主', en: 'The merchant has not been let in' };

export default ({ strapi }: { strapi: Core.Strapi }): AppointOwner =>
  (appointment) =>
    inTransaction(strapi, async (trx) => {
      const merchant = await lockMerchant(trx, appointment.merchantDocumentId);
      if (!merchant) throw new Refusal('NotFoundError');
      const { state } = merchant;
      if (state !== 'active' && state !== 'suspended')
        throw new Refusal('BusinessError', { reason: 'merchant_state', status: state }, NOT_LET_IN);
      const member = await findMember(strapi, trx, appointment.member);
      const before = await placeOf(trx, { merchant, userId: member.id });
      if (before !== 'owner') {
        await hireOwner(trx, { merchantId: merchant.id, userId: member.id, at: now(strapi) });
        await record(strapi, trx, { appointment, merchant, member, before });
      }
      return { memberId: member.documentId };
    });

interface Found {
  id: number;
  documentId: string;
}

async function findMember(strapi: Core.Strapi, trx: Trx, name: Appointment['member']): Promise<Found> {
  try {
    return await getService(strapi, 'api::member.find-member')(trx, name);
  } catch (error) {
    // Not found would be read as the merchant that is gone.
    if (isRefusal(error) && error.name === 'NotFoundError')
      throw new Refusal('BusinessError', { reason: 'no_such_member' }, NO_MEMBER);
    throw error;
  }
}

/** The role in which somebody works for a merchant now. */
async function placeOf(
  trx: Trx,
  { merchant, userId }: { merchant: MerchantRow; userId: number },
): Promise<string | null> {
  const place = (await trx('merchant_staff')
    .where({ merchant_id: merchant.id, user_id: userId, enabled: true })
    .first('role')) as { role: string } | undefined;
  return place?.role ?? null;
}

interface Appointed {
  appointment: Appointment;
  merchant: MerchantRow;
  member: Found;
  before: string | null;
}

async function record(strapi: Core.Strapi, trx: Trx, appointed: Appointed): Promise<void> {
  const { appointment, merchant, member, before } = appointed;
  const at = now(strapi);
  await writeAudit(strapi, trx, {
    actorType: 'admin',
    actor: appointment.operator,
    action: 'merchant.appoint-owner',
    subject: 'api::merchant.merchant',
    subjectId: merchant.document_id,
    before: { memberId: member.documentId, role: before },
    after: { memberId: member.documentId, role: 'owner' },
    at,
  });
  await getService(strapi, 'api::message.notify-user')(trx, {
    userId: member.id,
    event: 'merchant.staff_changed',
    title: '店铺角色变更',
    content: `您现在是「${merchant.name}」的店主。`,
    dedupeKey: `merchant.appoint-owner:${merchant.document_id}:${member.documentId}:${at.getTime()}`,
    at,
  });
}
