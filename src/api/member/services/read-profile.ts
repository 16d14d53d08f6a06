import type { Core } from '@strapi/strapi';
import { heldLevel, toLevel, withThreshold } from '../shapes/level';
import { readLevels, readProfileRow, readStaffRows } from '../store/profiles';

/** What users see of themselves: `GET /me` and the `user` of a sign-in. Three small statements. */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (userId: number) => {
    const row = await readProfileRow(strapi.db.connection, userId);
    const levels = (await readLevels(strapi.db.connection)).map(withThreshold);
    const staff = await readStaffRows(strapi.db.connection, userId);
    const growth = row.growth ?? 0;
    const level = heldLevel(levels, row.level_id);
    return {
      documentId: row.document_id,
      nickname: row.nickname,
      avatar: row.avatar,
      phoneMasked: row.phone_masked,
      gender: row.gender ?? 'unknown',
      birthday: row.birthday,
      level: level && toLevel(level),
      growth,
      inviteCode: row.invite_code,
      merchants: staff.map(({ document_id: documentId, name, role, state }) => ({
        documentId,
        name,
        role,
        status: state,
      })),
    };
  };

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.read-profile': ReturnType<typeof factory>;
  }
}
