import type { Core } from '@strapi/strapi';
import { now } from '../../platform/container';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { registerJob } from '../../platform/jobs/scheduler';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';
import { deleteEndedSessions } from './store/sessions';

export default {
  register({ strapi }: { strapi: Core.Strapi }): void {
    declareRecords(strapi, ['api::member.address', 'api::member.check-in', 'api::member.member-session']);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
    registerJob(strapi, {
      name: 'delete-ended-sessions',
      schedule: '0 40 4 * * *',
      run: (app) => deleteEndedSessions(app.db.connection, now(app)),
    });
  },
};
