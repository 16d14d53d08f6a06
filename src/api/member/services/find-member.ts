import type { Core } from '@strapi/strapi';
import type { Queries } from '../../../platform/database/queries';
import { Refusal } from '../../../platform/errors/refusal';
import { lookupHash } from '../../../platform/security/lookup-key';

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.find-member': FindMember;
  }
}

/** How others name a member: by document id, by openid, or by the phone number bound in WeChat. */
export type MemberName = { documentId: string } | { openid: string } | { phone: string };

export interface FoundMember {
  id: number;
  documentId: string;
}

export interface FindMember {
  /**
   * The member somebody means; blocked ones are not found.
   * @throws Refusal NotFoundError; BusinessError when several members have bound the phone number, because a guess could pay the wrong one
   */
  (db: Queries, name: MemberName): Promise<FoundMember>;
}

const UNKNOWN = { zh: '没有找到这位会员', en: 'There is no such member' };
const AMBIGUOUS = {
  zh: '该手机号绑定了多个微信账号，请让对方在小程序里重新绑定手机号',
  en: 'Several members have bound this phone number',
};

export default ({ strapi }: { strapi: Core.Strapi }): FindMember =>
  async (db, name) => {
    const rows = (await db('up_users')
      .where(columnOf(strapi, name))
      .andWhere('blocked', false)
      .limit(2)
      .select('id', 'document_id')) as { id: number; document_id: string }[];
    const [row, other] = rows;
    if (!row) throw new Refusal('NotFoundError', { reason: 'no_such_member' }, UNKNOWN);
    if (other) throw new Refusal('BusinessError', { reason: 'phone_ambiguous' }, AMBIGUOUS);
    return { id: row.id, documentId: row.document_id };
  };

function columnOf(strapi: Core.Strapi, name: MemberName): Record<string, string> {
  if ('documentId' in name) return { document_id: name.documentId };
  if ('openid' in name) return { openid: name.openid };
  return { phone_hash: lookupHash(strapi, name.phone) };
}
