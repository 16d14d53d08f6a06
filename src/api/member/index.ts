import type { Core } from '@strapi/strapi';
import { now } from '../../platform/container';
import { declareDerived, declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { onEvent } from '../../platform/events/outbox';
import { getService } from '../../platform/get-service';
import { defineAdminRead } from '../../platform/http/admin-action';
import { registerJob } from '../../platform/jobs/scheduler';
import { declareEncryptedColumns } from '../../platform/security/encrypted-columns';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';
import { guardDeletions } from './guard-deletions';
import { deleteEndedSessions } from './store/sessions';

/** What only the system knows of a user; a form would write back what it read minutes ago. */
const DERIVED = [
  'growth',
  'level',
  'levelDueOn',
  'birthday',
  'birthdayChangedOn',
  'birthdayGiftOn',
  'birthdayGiftDueOn',
  'inviter',
];

export default {
  register({ strapi }: { strapi: Core.Strapi }): void {
    declareRecords(strapi, [
      'api::member.address',
      'api::member.browsing-record',
      'api::member.check-in',
      'api::member.favorite',
      'api::member.growth-record',
      'api::member.invitation',
      'api::member.member-session',
    ]);
    declareDerived(strapi, 'plugin::users-permissions.user', DERIVED);
    declareConstraints(strapi, constraints);
    declareEncryptedColumns(strapi, [
      { table: 'up_users', column: 'phone_cipher' },
      { table: 'up_users', column: 'session_key_cipher' },
      { table: 'addresses', column: 'phone_cipher' },
    ]);
    labelContentTypes(strapi);
    onEvent(strapi, 'order.paid', {
      name: 'reward the inviter',
      handle: ({ payload }) => getService(strapi, 'api::member.reward-inviter')(payload),
    });
    onEvent(strapi, 'order.refunded', {
      name: 'take the reward of the inviter back',
      handle: ({ payload }) => getService(strapi, 'api::member.take-reward-back')(payload),
    });
    defineAdminRead(strapi, {
      subject: 'plugin::users-permissions.user',
      path: '/members/:documentId/story',
      run: (documentId) => getService(strapi, 'api::member.read-member-story')(documentId),
    });
    registerJobs(strapi);
  },
  bootstrap({ strapi }: { strapi: Core.Strapi }): void {
    guardDeletions(strapi);
  },
  async destroy({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    await getService(strapi, 'api::member.browsing').write();
  },
};

function registerJobs(strapi: Core.Strapi): void {
  registerJob(strapi, {
    name: 'delete-ended-sessions',
    schedule: '0 40 4 * * *',
    run: (app) => deleteEndedSessions(app.db.connection, now(app)),
  });
  registerJob(strapi, {
    name: 'evaluate-members',
    schedule: '0 */10 9-20 * * *',
    run: (app) => getService(app, 'api::member.evaluate-members')(),
  });
  registerJob(strapi, {
    name: 'raise-levels',
    schedule: '20 * * * * *',
    run: (app) => getService(app, 'api::member.raise-levels')(),
  });
  // Good wishes come at a time at which people like to be written to.
  registerJob(strapi, {
    name: 'give-birthday-gifts',
    schedule: '0 */10 8-21 * * *',
    run: (app) => getService(app, 'api::member.give-birthday-gifts')(),
  });
}
