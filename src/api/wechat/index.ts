import type { Core } from '@strapi/strapi';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { onEvent } from '../../platform/events/outbox';
import { getService } from '../../platform/get-service';
import { registerJob } from '../../platform/jobs/scheduler';
import { defineAdminActions } from './admin-actions';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';
import { registerPushHandlers } from './push-handlers';

export default {
  async register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    declareRecords(strapi, ['api::wechat.media-check', 'api::wechat.shipping-upload', 'api::wechat.push-message']);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
    registerJob(strapi, {
      name: 'give-up-media-checks',
      schedule: '0 */10 * * * *',
      run: (app) => getService(app, 'api::wechat.give-up-media-checks')(),
    });
    registerJob(strapi, {
      name: 'upload-shipping',
      schedule: '*/5 * * * * *',
      run: (app) => getService(app, 'api::wechat.upload-shipping')(),
    });
    registerJob(strapi, {
      name: 'handle-pushes',
      schedule: '*/5 * * * * *',
      run: (app) => getService(app, 'api::wechat.sweep-pushes').handleDue(),
    });
    registerJob(strapi, {
      name: 'forget-old-pushes',
      schedule: '0 20 4 * * *',
      run: (app) => getService(app, 'api::wechat.sweep-pushes').forgetOld(),
    });
    registerPushHandlers(strapi);
    onEvent(strapi, 'order.paid', {
      name: 'shipping upload of what is complete once paid',
      handle: async ({ aggregateId }) => {
        await getService(strapi, 'api::wechat.request-virtual-shipping')(aggregateId);
      },
    });
    await defineAdminActions(strapi);
  },
};
