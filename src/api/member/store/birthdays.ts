import type { CalendarDay } from '../../../domain/shared/calendar-day';
import type { Trx } from '../../../platform/database/in-transaction';

export interface BirthdayRow {
  birthday: CalendarDay | null;
  changedOn: CalendarDay | null;
  lastGiftOn: CalendarDay | null;
  giftDueOn: CalendarDay | null;
}

/** Locks a user and reads what is known of the birthday. */
export async function lockBirthday(trx: Trx, userId: number): Promise<BirthdayRow> {
  const row = (await trx('up_users')
    .where({ id: userId })
    .forNoKeyUpdate()
    .first(
      'birthday',
      'birthday_changed_on as changedOn',
      'birthday_gift_on as lastGiftOn',
      'birthday_gift_due_on as giftDueOn',
    )) as BirthdayRow | undefined;
  if (!row) throw new Error(`there is no user ${userId}`);
  return row;
}

/** Whether the user may be given a present: not blocked, and the level brings one. */
export async function isEntitledToGift(trx: Trx, userId: number): Promise<boolean> {
  const row: unknown = await trx('up_users as u')
    .join('member_levels as l', 'l.id', 'u.level_id')
    .where({ 'u.id': userId, 'u.blocked': false, 'l.birthday_gift': true })
    .first('u.id');
  return row !== undefined;
}
