import type { Trx } from '../../../platform/database/in-transaction';
import { randomTail } from '../../../platform/database/numbers';
import { newRow } from '../../../platform/database/rows';

const INVITE_CODE_LENGTH = 8;
const MAX_ATTEMPTS = 5;

export interface FoundUser {
  id: number;
  documentId: string;
  isBlocked: boolean;
  isNew: boolean;
  /** Who invited a new user. */
  inviterId: number | null;
}

export interface NewUser {
  openid: string;
  unionid: string | null;
  inviteCode: string | null;
  at: Date;
}

/** The user of an openid, made when there is none. Of any number of simultaneous first calls one gets `isNew`. */
export async function findOrCreateUser(trx: Trx, user: NewUser): Promise<FoundUser> {
  const known = await findByOpenid(trx, user.openid);
  if (known) return known;
  const links = { inviter_id: await findInviter(trx, user.inviteCode), level_id: await findFirstLevel(trx) };
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const created = await insertUser(trx, user, links);
    if (created) return created;
    const winner = await findByOpenid(trx, user.openid);
    if (winner) return winner;
    // Nobody has the openid, so a random code was taken: draw again.
  }
  throw new Error('no free invite code was found');
}

async function findByOpenid(trx: Trx, openid: string): Promise<FoundUser | null> {
  const row = (await trx('up_users').where({ openid }).first('id', 'document_id', 'blocked')) as
    { id: number; document_id: string; blocked: boolean | number | null } | undefined;
  if (!row) return null;
  return { id: row.id, documentId: row.document_id, isBlocked: Boolean(row.blocked), isNew: false, inviterId: null };
}

async function findInviter(trx: Trx, inviteCode: string | null): Promise<number | null> {
  if (!inviteCode) return null;
  const row = (await trx('up_users').where({ invite_code: inviteCode.toUpperCase(), blocked: false }).first('id')) as
    { id: number } | undefined;
  return row?.id ?? null;
}

async function findFirstLevel(trx: Trx): Promise<number | null> {
  const row = (await trx('member_levels')
    .where('growth_threshold', '<=', 0)
    .orderBy([{ column: 'growth_threshold', order: 'desc' }, { column: 'id' }])
    .first('id')) as { id: number } | undefined;
  return row?.id ?? null;
}

async function insertUser(
  trx: Trx,
  user: NewUser,
  links: { inviter_id: number | null; level_id: number | null },
): Promise<FoundUser | null> {
  const rows = (await trx('up_users')
    .insert({
      ...newRow(user.at),
      ...links,
      openid: user.openid,
      unionid: user.unionid,
      // The plugin insists on a user name; nobody ever types it.
      username: `wx_${randomTail(16).toLowerCase()}`,
      provider: 'wechat',
      confirmed: true,
      blocked: false,
      gender: 'unknown',
      growth: 0,
      invite_code: randomTail(INVITE_CODE_LENGTH),
      registered_via: 'wechat_mini_program',
    })
    .onConflict()
    .ignore()
    .returning(['id', 'document_id'])) as { id: number; document_id: string }[];
  const row = rows[0];
  if (!row) return null;
  return { id: row.id, documentId: row.document_id, isBlocked: false, isNew: true, inviterId: links.inviter_id };
}
