import type { Core } from '@strapi/strapi';
import { pageOf, readCursor } from '../../../platform/http/cursor';
import { countInvitations, listInvitations, toInvitation } from '../store/invitations';
import { readProfileRow } from '../store/profiles';

/** The friends a user brought, as far as a friend may know them. */
const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  async list(inviterId: number, { limit, cursor }: { limit: number; cursor?: string }) {
    const page = { inviterId, limit, before: readCursor(cursor) };
    const { rows, meta } = pageOf(await listInvitations(strapi.db.connection, page), limit);
    return { data: rows.map(toInvitation), meta };
  },

  async summarise(inviterId: number) {
    const { invite_code: inviteCode } = await readProfileRow(strapi.db.connection, inviterId);
    return { inviteCode, ...(await countInvitations(strapi.db.connection, inviterId)) };
  },
});

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.read-invitations': ReturnType<typeof factory>;
  }
}
