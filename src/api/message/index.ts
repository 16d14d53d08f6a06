import type { Core } from '@strapi/strapi';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { type Events, onEvent } from '../../platform/events/outbox';
import { getService } from '../../platform/get-service';
import { labelContentTypes } from './admin-labels';
import { type Announcement, announcements } from './announcements';
import { constraints } from './constraints';

export default {
  register({ strapi }: { strapi: Core.Strapi }): void {
    declareRecords(strapi, ['api::message.message']);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
    for (const announcement of announcements) announce(strapi, announcement);
  },
};

/** Events are delivered at least once; the id of the event keeps a repetition out of the inbox. */
function announce(strapi: Core.Strapi, { event: name, compose }: Announcement): void {
  onEvent(strapi, name as keyof Events, {
    name: 'in-app message',
    handle: async (event) => {
      const text = compose(event.payload);
      if (!text) return;
      const notice = { ...text, event: name, dedupeKey: `${name}:${event.id}`, at: event.occurredAt };
      await getService(strapi, 'api::message.notify-user')(strapi.db.connection, notice);
    },
  });
}
