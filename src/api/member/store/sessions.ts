import type { Queries } from '../../../platform/database/queries';
import { newRow } from '../../../platform/database/rows';
import { createFamilyId, createRefreshToken } from '../../../platform/security/refresh-token';

const REFRESH_DAYS = 30;

export interface Device {
  ip: string | null;
  userAgent: string | null;
}

const refreshEnd = (at: Date): Date => new Date(at.getTime() + REFRESH_DAYS * 86_400_000);

/** Starts a token family: one row a login. The refresh token is in the answer only; the row keeps its hash. */
export async function openSession(
  db: Queries,
  session: { userId: number; device: Device; at: Date },
): Promise<{ sessionId: number; refreshToken: string }> {
  const sid = createFamilyId();
  const refresh = createRefreshToken(sid);
  const rows = (await db('member_sessions')
    .insert({
      ...newRow(session.at),
      user_id: session.userId,
      sid,
      refresh_hash: refresh.hash,
      generation: 0,
      expires_at: refreshEnd(session.at),
      ip: session.device.ip?.slice(0, 64) ?? null,
      user_agent: session.device.userAgent?.slice(0, 250) ?? null,
    })
    .returning('id')) as { id: number }[];
  const row = rows[0];
  if (!row) throw new Error('the session row was not written');
  return { sessionId: row.id, refreshToken: refresh.token };
}

export interface SessionRow {
  id: number;
  userId: number;
  refreshHash: string;
  isUserBlocked: boolean;
}

/** A session that has not been revoked, with whether its user is blocked. */
export async function findSession(db: Queries, sid: string): Promise<SessionRow | null> {
  const row = (await db('member_sessions as s')
    .join('up_users as u', 'u.id', 's.user_id')
    .where({ 's.sid': sid })
    .whereNull('s.revoked_at')
    .first('s.id', 's.user_id', 's.refresh_hash', 'u.blocked')) as
    { id: number; user_id: number; refresh_hash: string; blocked: boolean | number | null } | undefined;
  if (!row) return null;
  return { id: row.id, userId: row.user_id, refreshHash: row.refresh_hash, isUserBlocked: Boolean(row.blocked) };
}

/** Swaps the refresh token in one statement, so that of two calls with the same token only one can win. */
export async function swapRefreshToken(
  db: Queries,
  swap: { sid: string; oldHash: string; at: Date },
): Promise<string | null> {
  const next = createRefreshToken(swap.sid);
  const changed = await db('member_sessions')
    .where({ sid: swap.sid, refresh_hash: swap.oldHash })
    .whereNull('revoked_at')
    .andWhere('expires_at', '>', swap.at)
    .update({
      refresh_hash: next.hash,
      generation: db.raw('generation + 1'),
      expires_at: refreshEnd(swap.at),
      updated_at: swap.at,
    });
  return changed === 1 ? next.token : null;
}

/** Ends sessions at once, access tokens included; returns how many were open. */
export async function revokeSessions(
  db: Queries,
  which: { id?: number; user_id?: number; sid?: string },
  at: Date,
): Promise<number> {
  return db('member_sessions').where(which).whereNull('revoked_at').update({ revoked_at: at, updated_at: at });
}

/** Deletes families that ended more than a week ago; returns how many. */
export async function deleteEndedSessions(db: Queries, at: Date): Promise<number> {
  return db('member_sessions')
    .where('expires_at', '<', new Date(at.getTime() - 7 * 86_400_000))
    .delete();
}
