import type { Core } from '@strapi/strapi';
import { declareDerived, declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { onEvent } from '../../platform/events/outbox';
import { getService } from '../../platform/get-service';
import { addPanelMiddleware } from '../../platform/http/panel-middleware';
import { registerJob } from '../../platform/jobs/scheduler';
import { defineAdminActions } from './admin-actions';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';
import { guardDeletions } from './guard-deletions';
import { keepGoodsStock } from './keep-goods-stock';
import { keepLimits } from './keep-limits';

export default {
  async register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    declareRecords(strapi, [
      'api::points.points-account',
      'api::points.points-record',
      'api::points.points-lot',
      'api::points.points-hold',
      'api::points.points-rule-usage',
      'api::points.points-adjustment',
    ]);
    declareDerived(strapi, 'api::points.points-good', ['sku', 'inventory']);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
    registerJob(strapi, {
      name: 'expire-points',
      schedule: '0 */5 * * * *',
      run: (app) => getService(app, 'api::points.expire-points')(),
    });
    registerJob(strapi, {
      name: 'remind-of-points-expiry',
      // In the day, and more than once, in case nothing ran in the morning.
      schedule: '0 5 10,14,18 * * *',
      run: (app) => getService(app, 'api::points.remind-of-expiry')(),
    });
    onEvent(strapi, 'user.registered', {
      name: 'points account',
      handle: ({ payload, occurredAt }) => getService(strapi, 'api::points.open-account')(payload.userId, occurredAt),
    });
    addPanelMiddleware(strapi, { handler: 'collection-types.find', name: 'api::points.member-balances' });
    await defineAdminActions(strapi);
  },
  bootstrap({ strapi }: { strapi: Core.Strapi }): void {
    keepGoodsStock(strapi);
    guardDeletions(strapi);
    keepLimits(strapi);
  },
};
