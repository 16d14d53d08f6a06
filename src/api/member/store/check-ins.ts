import { type CalendarDay, calendarDay } from '../../../domain/shared/calendar-day';
import type { Queries } from '../../../platform/database/queries';
import type { LastCheckIn } from '../../../domain/points/check-in';

/** The newest check-in of a user, or null. */
export async function findLastCheckIn(db: Queries, userId: number): Promise<LastCheckIn | null> {
  const row = (await db('check_ins').where({ user_id: userId }).orderBy('day', 'desc').first('day', 'streak')) as
    { day: string; streak: number } | undefined;
  return row ? { day: calendarDay(row.day), streak: row.streak } : null;
}

/** Check-ins of one month (`YYYY-MM`), oldest first. */
export async function listCheckIns(
  db: Queries,
  userId: number,
  month: string,
): Promise<{ day: CalendarDay; streak: number; points_awarded: number }[]> {
  return (
    (await db('check_ins')
      .where({ user_id: userId })
      // Days are text of fixed width, so they compare as text.
      .whereBetween('day', [`${month}-01`, `${month}-31`])
      .orderBy('day')
      .select('day', 'streak', 'points_awarded')) as { day: CalendarDay; streak: number; points_awarded: number }[]
  );
}
