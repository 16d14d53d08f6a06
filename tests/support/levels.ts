import { randomBytes } from 'node:crypto';
import { application } from './api';
import { database, signIn, type SignedIn } from './members';

/** Nobody reaches it by shopping, so that members of other suites never rise to a level that one suite made. */
const OUT_OF_REACH = 1_500_000_000;

export interface MadeLevel {
  id: number;
  documentId: string;
  name: string;
  /** A new member who holds it. */
  join(): Promise<SignedIn>;
  /** Takes the level away from everybody and from every product, and deletes it. */
  remove(): Promise<void>;
}

/** A level with these benefits, as staff would write it. */
export async function makeLevel(benefits: Record<string, unknown> = {}): Promise<MadeLevel> {
  const documents = application().strapi.documents('api::member.member-level');
  const name = `等级${randomBytes(4).toString('hex')}`;
  const level = await documents.create({
    data: { name, growthThreshold: OUT_OF_REACH, ...benefits } as never,
  });
  const id = Number(level.id);
  return {
    id,
    documentId: level.documentId,
    name,
    join: async () => {
      const member = await signIn();
      await database()('up_users').where({ id: member.id }).update({ level_id: id });
      return member;
    },
    remove: async () => {
      await database()('up_users').where({ level_id: id }).update({ level_id: null });
      await database()('products_member_level_lnk').where({ member_level_id: id }).delete();
      await documents.delete({ documentId: level.documentId });
    },
  };
}
