import type { Core } from '@strapi/strapi';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { getService } from '../../platform/get-service';
import { registerJob } from '../../platform/jobs/scheduler';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';

export default {
  register({ strapi }: { strapi: Core.Strapi }): void {
    declareRecords(strapi, ['api::payment.payment', 'api::payment.refund', 'api::payment.payment-notification']);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
    registerJob(strapi, {
      name: 'sweep-notifications',
      schedule: '*/5 * * * * *',
      run: (app) => getService(app, 'api::payment.sweep-notifications')(),
    });
    registerJob(strapi, {
      name: 'sweep-payments',
      schedule: '*/10 * * * * *',
      run: (app) => getService(app, 'api::payment.sweep-payments')(),
    });
    registerJob(strapi, {
      name: 'send-refunds',
      schedule: '*/5 * * * * *',
      run: (app) => getService(app, 'api::payment.send-refunds')(),
    });
  },
};
