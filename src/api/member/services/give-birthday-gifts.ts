import type { Core } from '@strapi/strapi';
import { nextBirthdayGift } from '../../../domain/member/birthday';
import { type CalendarDay, calendarDayOf } from '../../../domain/shared/calendar-day';
import { environmentOf, now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';
import { isEntitledToGift, lockBirthday } from '../store/birthdays';

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.give-birthday-gifts': GiveBirthdayGifts;
  }
}

export interface GiveBirthdayGifts {
  /**
   * Gives up to 500 members whose birthday it is the points of the birthday rules, where their level brings a gift; returns how
   * many birthdays were dealt with. Restartable and harmless on several instances: a member is one transaction, which moves the
   * day of the next gift along; a day on which no job ran is made up for.
   */
  (): Promise<number>;
}

const MEMBERS_PER_RUN = 500;

export default ({ strapi }: { strapi: Core.Strapi }): GiveBirthdayGifts =>
  async () => {
    const at = now(strapi);
    const today = calendarDayOf(at, environmentOf(strapi).SHOP_TIMEZONE);
    const due = (await strapi.db
      .connection('up_users')
      .where('birthday_gift_due_on', '<=', today)
      .orderBy([{ column: 'birthday_gift_due_on' }, { column: 'id' }])
      .limit(MEMBERS_PER_RUN)
      .pluck('id')) as number[];
    let celebrated = 0;
    for (const userId of due) {
      // One member whose gift fails must not keep the others from theirs.
      const isDone = await inTransaction(strapi, (trx) => celebrate(strapi, trx, { userId, today, at })).catch(
        (error: unknown) => {
          strapi.log.error('a birthday gift could not be given', {
            category: 'business',
            userId,
            error: String(error),
          });
          return false;
        },
      );
      if (isDone) celebrated += 1;
    }
    return celebrated;
  };

interface Celebration {
  userId: number;
  today: CalendarDay;
  at: Date;
}

/** @returns false when another instance was faster, or the birthday was changed in between */
async function celebrate(strapi: Core.Strapi, trx: Trx, { userId, today, at }: Celebration): Promise<boolean> {
  const { birthday, giftDueOn } = await lockBirthday(trx, userId);
  if (birthday === null || giftDueOn === null || giftDueOn > today) return false;
  const next = nextBirthdayGift({ birthday, today, lastGiftOn: giftDueOn });
  await trx('up_users').where({ id: userId }).update({ birthday_gift_on: giftDueOn, birthday_gift_due_on: next });
  if (await isEntitledToGift(trx, userId))
    await getService(strapi, 'api::points.award-points')(trx, {
      userId,
      scene: 'birthday',
      key: `birthday:${userId}:${giftDueOn}`,
      description: '生日礼',
      at,
    });
  return true;
}
