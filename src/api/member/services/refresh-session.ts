import type { Core } from '@strapi/strapi';
import { environmentOf } from '../../../platform/container';
import { Refusal } from '../../../platform/errors/refusal';
import { signAccessToken } from '../../../platform/security/access-token';
import { familyIdOf, hashRefreshToken } from '../../../platform/security/refresh-token';
import { findSession, revokeSessions, swapRefreshToken } from '../store/sessions';

export interface Tokens {
  accessToken: string;
  refreshToken: string;
  /** Seconds. */
  expiresIn: number;
}

/**
 * Exchanges a refresh token for a new pair. A token that was already exchanged has been copied by somebody, so its whole
 * family is revoked (RFC 9700, 4.14.2).
 * @throws Refusal UnauthorizedError for anything but the current token of a live session of a user who is not blocked
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (refreshToken: string, at: Date): Promise<Tokens> => {
    const db = strapi.db.connection;
    const sid = familyIdOf(refreshToken);
    const session = sid && (await findSession(db, sid));
    if (!sid || !session || session.isUserBlocked) throw new Refusal('UnauthorizedError');
    const oldHash = hashRefreshToken(refreshToken);
    const next = await swapRefreshToken(db, { sid, oldHash, at });
    if (next === null) {
      // Not in a transaction: the revocation has to stay although the call is refused.
      if (await isUsedToken(strapi, sid, oldHash)) await revokeSessions(db, { sid }, at);
      throw new Refusal('UnauthorizedError');
    }
    const claims = { userId: session.userId, sessionId: session.id, at };
    const access = signAccessToken(claims, environmentOf(strapi).JWT_SECRET);
    return { accessToken: access.token, refreshToken: next, expiresIn: access.expiresIn };
  };

/** Read again, because a parallel call may have exchanged the token since the session was loaded. */
async function isUsedToken(strapi: Core.Strapi, sid: string, hash: string): Promise<boolean> {
  const current = await findSession(strapi.db.connection, sid);
  return current !== null && current.refreshHash !== hash;
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.refresh-session': ReturnType<typeof factory>;
  }
}
