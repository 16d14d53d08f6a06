import type { Core } from '@strapi/strapi';
import { Refusal } from '../errors/refusal';
import { readAccessToken } from '../security/access-token';
import { environmentOf, now } from '../container';
import type { Context, Member, Next } from './context';

/**
 * Middleware: who is calling? One SQL statement by primary keys answers for user, block and session together,
 * so a block or a logout holds at once on every instance without anything to invalidate.
 * A bearer that is present must be good, on public routes too.
 */
export function authenticate(strapi: Core.Strapi, options: { isRequired: boolean }) {
  const secret = environmentOf(strapi).JWT_SECRET;
  return async (ctx: Context, next: Next): Promise<void> => {
    const header = ctx.get('authorization');
    if (header) ctx.state.member = await readMember(strapi, header, secret);
    else if (options.isRequired) throw new Refusal('UnauthorizedError');
    await next();
  };
}

async function readMember(strapi: Core.Strapi, header: string, secret: string): Promise<Member> {
  const token = /^Bearer (\S+)$/i.exec(header)?.[1];
  const claims = token ? readAccessToken(token, { secret, at: now(strapi) }) : null;
  const member = claims && (await findMember(strapi, claims.userId, claims.sessionId));
  if (!member) throw new Refusal('UnauthorizedError');
  return member;
}

interface MemberRow {
  id: number;
  document_id: string;
  openid: string;
  level_id: number | null;
  session_id: number;
}

async function findMember(strapi: Core.Strapi, userId: number, sessionId: number): Promise<Member | null> {
  const row = (await strapi.db
    .connection('member_sessions as s')
    .join('up_users as u', 'u.id', 's.user_id')
    .where({ 's.id': sessionId, 's.user_id': userId, 'u.blocked': false })
    .whereNull('s.revoked_at')
    .first('u.id', 'u.document_id', 'u.openid', 'u.level_id', 's.id as session_id')) as MemberRow | undefined;
  if (!row) return null;
  return {
    id: row.id,
    documentId: row.document_id,
    openid: row.openid,
    levelId: row.level_id,
    sessionId: row.session_id,
  };
}
