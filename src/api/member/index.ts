import type { Core } from '@strapi/strapi';
import { now } from '../../platform/container';
import { guardDeletion, hasReference } from '../../platform/content/deletion-guard';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { registerJob } from '../../platform/jobs/scheduler';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';
import { deleteEndedSessions } from './store/sessions';

export default {
  register({ strapi }: { strapi: Core.Strapi }): void {
    declareRecords(strapi, [
      'api::member.address',
      'api::member.check-in',
      'api::member.growth-record',
      'api::member.member-session',
    ]);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
    registerJob(strapi, {
      name: 'delete-ended-sessions',
      schedule: '0 40 4 * * *',
      run: (app) => deleteEndedSessions(app.db.connection, now(app)),
    });
  },
  bootstrap({ strapi }: { strapi: Core.Strapi }): void {
    guardDeletion(strapi, {
      uid: 'plugin::users-permissions.user',
      isReferenced: async (trx, ids) =>
        (await hasReference(trx, { table: 'orders', column: 'user_id' }, ids)) ||
        (await hasReference(trx, { table: 'growth_records', column: 'user_id' }, ids)) ||
        (await hasReference(trx, { table: 'points_records', column: 'user_id' }, ids)),
      sentence: {
        zh: '该用户有订单或积分记录，不能删除；如需停用，请将其设为“已封禁”',
        en: 'This user has orders or points and cannot be deleted; block the user instead',
      },
    });
  },
};
