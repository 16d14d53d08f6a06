import type { Core } from '@strapi/strapi';
import { calendarDayOf } from '../../../domain/shared/calendar-day';
import { environmentOf } from '../../../platform/container';
import { Refusal } from '../../../platform/errors/refusal';
import type { ProfileChange } from '../requests';

/**
 * Saves what the user tells about himself or herself; fields left out stay.
 * @throws Refusal ValidationError for a birthday that has not come yet
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (userId: number, change: ProfileChange, at: Date): Promise<void> => {
    const today = calendarDayOf(at, environmentOf(strapi).SHOP_TIMEZONE);
    if (change.birthday && change.birthday > today) {
      const issues = [{ path: 'birthday', message: 'must not be in the future' }];
      throw new Refusal(
        'ValidationError',
        { place: 'body', issues },
        { zh: '生日不能晚于今天', en: 'Birthday is in the future' },
      );
    }
    await strapi.db
      .connection('up_users')
      .where({ id: userId })
      .update({ ...change, updated_at: at });
  };

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.change-profile': ReturnType<typeof factory>;
  }
}
