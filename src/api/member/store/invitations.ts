import type { Queries } from '../../../platform/database/queries';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow, type StoredInstant, toInteger, toIso } from '../../../platform/database/rows';
import { maskNickname } from '../../../platform/security/masking';

/** Remembers who invited a new user. A user is invited once, whatever happens later. */
export async function writeInvitation(
  trx: Trx,
  invitation: { inviterId: number; inviteeId: number; at: Date },
): Promise<void> {
  const { inviterId, inviteeId, at } = invitation;
  await trx('invitations')
    .insert({ ...newRow(at), inviter_id: inviterId, invitee_id: inviteeId, state: 'registered', points_awarded: 0 })
    .onConflict('invitee_id')
    .ignore();
}

/** Whether a user was invited and has not paid yet. */
export async function hasOpenInvitation(db: Queries, inviteeId: number): Promise<boolean> {
  return (await db('invitations').where({ invitee_id: inviteeId, state: 'registered' }).first('id')) !== undefined;
}

/** Takes note of an invited user's first payment; null for everybody else and for every payment after it. */
export async function takeFirstPayment(
  trx: Trx,
  payment: { inviteeId: number; orderNo: string; at: Date },
): Promise<{ id: number; inviterId: number } | null> {
  const rows = (await trx('invitations')
    .where({ invitee_id: payment.inviteeId, state: 'registered' })
    .update({ state: 'paid', order_no: payment.orderNo, paid_at: payment.at, updated_at: payment.at })
    .returning(['id', 'inviter_id'])) as { id: number; inviter_id: number }[];
  const [row] = rows;
  return row ? { id: row.id, inviterId: row.inviter_id } : null;
}

/** The invitation that was rewarded for an order, locked until the transaction ends. */
export async function lockRewardedBy(
  trx: Trx,
  orderNo: string,
): Promise<{ id: number; inviterId: number; pointsAwarded: number } | null> {
  const row = (await trx('invitations')
    .where({ order_no: orderNo, state: 'paid' })
    .forUpdate()
    .first('id', 'inviter_id', 'points_awarded')) as
    { id: number; inviter_id: number; points_awarded: number } | undefined;
  return row ? { id: row.id, inviterId: row.inviter_id, pointsAwarded: row.points_awarded } : null;
}

/** As if the invited user had not paid yet. */
export async function reopenInvitation(trx: Trx, id: number, at: Date): Promise<void> {
  await trx('invitations')
    .where({ id })
    .update({ state: 'registered', order_no: null, paid_at: null, points_awarded: 0, updated_at: at });
}

/** The oldest order an invited user has paid with money and not got back, while the invitation waits for one. */
export async function findStandingPayment(
  db: Queries,
  inviteeId: number,
): Promise<{ orderNo: string; payAmount: number } | null> {
  const row = (await db('orders as o')
    .join('invitations as i', 'i.invitee_id', 'o.user_id')
    .where({ 'i.invitee_id': inviteeId, 'i.state': 'registered' })
    .where('o.paid_amount', '>', 0)
    .whereNotIn('o.state', ['pending_payment', 'closed', 'refunded'])
    .orderBy('o.paid_at')
    .orderBy('o.id')
    .first('o.order_no', 'o.pay_amount')) as { order_no: string; pay_amount: number } | undefined;
  return row ? { orderNo: row.order_no, payAmount: row.pay_amount } : null;
}

interface InvitationRow {
  id: number;
  nickname: string | null;
  avatar: string | null;
  state: 'registered' | 'paid';
  points_awarded: number;
  paid_at: StoredInstant;
  created_at: StoredInstant;
}

/** Newest first, one row more than asked for, so that the caller sees whether there is another page. */
export async function listInvitations(
  db: Queries,
  { inviterId, before, limit }: { inviterId: number; before: number | null; limit: number },
): Promise<InvitationRow[]> {
  const query = db('invitations as i')
    .join('up_users as u', 'u.id', 'i.invitee_id')
    .where({ 'i.inviter_id': inviterId });
  if (before !== null) query.andWhere('i.id', '<', before);
  return (await query
    .orderBy('i.id', 'desc')
    .limit(limit + 1)
    .select(
      'i.id',
      'u.nickname',
      'u.avatar',
      'i.state',
      'i.points_awarded',
      'i.paid_at',
      'i.created_at',
    )) as InvitationRow[];
}

/** How many were invited, how many of them paid, and the points that brought. */
export async function countInvitations(
  db: Queries,
  inviterId: number,
): Promise<{ invited: number; paid: number; pointsAwarded: number }> {
  const row = (await db('invitations')
    .where({ inviter_id: inviterId })
    .select(
      db.raw('count(*) as invited'),
      db.raw('count(paid_at) as paid'),
      db.raw('coalesce(sum(points_awarded), 0) as points'),
    )
    .first()) as { invited: unknown; paid: unknown; points: unknown } | undefined;
  return { invited: toInteger(row?.invited), paid: toInteger(row?.paid), pointsAwarded: toInteger(row?.points) };
}

/** What an inviter sees of a friend. */
export const toInvitation = (row: InvitationRow) => ({
  nickname: maskNickname(row.nickname),
  avatar: row.avatar,
  status: row.state,
  pointsAwarded: row.points_awarded,
  registeredAt: toIso(row.created_at),
  paidAt: toIso(row.paid_at),
});
