import type { Core } from '@strapi/strapi';
import { changeBirthday, nextBirthdayGift } from '../../../domain/member/birthday';
import { calendarDay, type CalendarDay, calendarDayOf } from '../../../domain/shared/calendar-day';
import { environmentOf } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import type { ProfileChange } from '../requests';
import { lockBirthday } from '../store/birthdays';

/**
 * Saves what the user tells about himself or herself; fields left out stay. A birthday can be changed once a year.
 * @throws Refusal ValidationError for a birthday that has not come yet, BusinessError for one that was changed lately
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (userId: number, { birthday, ...rest }: ProfileChange, at: Date): Promise<void> => {
    const today = calendarDayOf(at, environmentOf(strapi).SHOP_TIMEZONE);
    if (birthday && birthday > today) throw tooEarly();
    await inTransaction(strapi, async (trx) => {
      const after = birthday ? calendarDay(birthday) : null;
      const dates = birthday === undefined ? {} : await moveBirthday(trx, userId, { after, today });
      await trx('up_users')
        .where({ id: userId })
        .update({ ...rest, ...dates, updated_at: at });
    });
  };

function tooEarly(): Refusal {
  const issues = [{ path: 'birthday', message: 'must not be in the future' }];
  const sentence = { zh: '生日不能晚于今天', en: 'Birthday is in the future' };
  return new Refusal('ValidationError', { place: 'body', issues }, sentence);
}

/** The columns that go with a birthday: when it was changed, and when the next gift is due. */
async function moveBirthday(
  trx: Trx,
  userId: number,
  { after, today }: { after: CalendarDay | null; today: CalendarDay },
): Promise<Record<string, CalendarDay | null>> {
  const { birthday: before, changedOn, lastGiftOn } = await lockBirthday(trx, userId);
  if (before === after) return {};
  const changed = changeBirthday({ before, after, changedOn, today });
  if (!changed.ok) {
    const { details } = changed.error;
    const from = String(details['changeableFrom']);
    const sentence = {
      zh: `生日一年只能修改一次，${from} 起可以再改`,
      en: `A birthday can be changed once a year, again from ${from} on`,
    };
    throw new Refusal('BusinessError', { ...details }, sentence);
  }
  return {
    birthday: after,
    birthday_changed_on: changed.value,
    birthday_gift_due_on: after && nextBirthdayGift({ birthday: after, today, lastGiftOn }),
  };
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.change-profile': ReturnType<typeof factory>;
  }
}
