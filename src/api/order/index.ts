import type { Core } from '@strapi/strapi';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { getService } from '../../platform/get-service';
import { registerJob } from '../../platform/jobs/scheduler';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';

export default {
  register({ strapi }: { strapi: Core.Strapi }): void {
    declareRecords(strapi, [
      'api::order.cart-item',
      'api::order.order',
      'api::order.order-item',
      'api::order.order-log',
    ]);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
    registerJob(strapi, {
      name: 'close-expired-orders',
      schedule: '*/10 * * * * *',
      run: (app) => getService(app, 'api::order.close-expired-orders')(),
    });
  },
};
