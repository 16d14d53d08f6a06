import type { Core } from '@strapi/strapi';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { getService } from '../../platform/get-service';
import { registerJob } from '../../platform/jobs/scheduler';
import { defineAdminActions } from './admin-actions';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';
import { registerPayouts } from './payouts';
import { registerProfitSharing } from './profit-sharing';
import { defineReconciliationActions } from './reconciliation-actions';
import { registerRisk } from './risk';

export default {
  async register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    declareRecords(strapi, [
      'api::payment.payment',
      'api::payment.refund',
      'api::payment.payment-notification',
      'api::payment.reconciliation',
      'api::payment.reconciliation-difference',
      'api::payment.reconciliation-line',
    ]);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
    await defineAdminActions(strapi);
    await defineReconciliationActions(strapi);
    await registerRisk(strapi);
    await registerProfitSharing(strapi);
    await registerPayouts(strapi);
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
    registerJob(strapi, {
      name: 'reconcile',
      schedule: '0 */5 * * * *',
      run: (app) => getService(app, 'api::payment.reconcile-due-days')(),
    });
  },
};
