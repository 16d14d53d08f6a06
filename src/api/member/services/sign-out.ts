import type { Core } from '@strapi/strapi';
import { revokeSessions } from '../store/sessions';

/** Ends the caller's session, or all sessions of the user; their access tokens stop working with the next request. */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (who: { userId: number; sessionId: number; isEverywhere: boolean; at: Date }): Promise<number> => {
    const which = who.isEverywhere ? { user_id: who.userId } : { id: who.sessionId };
    return revokeSessions(strapi.db.connection, which, who.at);
  };

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.sign-out': ReturnType<typeof factory>;
  }
}
