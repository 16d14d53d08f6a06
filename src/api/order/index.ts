import type { Core } from '@strapi/strapi';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { onEvent } from '../../platform/events/outbox';
import { getService } from '../../platform/get-service';
import { defineAdminRead } from '../../platform/http/admin-action';
import { registerJob } from '../../platform/jobs/scheduler';
import { declareEncryptedColumns } from '../../platform/security/encrypted-columns';
import { defineAdminActions } from './admin-actions';
import { defineAfterSaleActions } from './after-sale-actions';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';

export default {
  async register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    declareRecords(strapi, [
      'api::order.cart-item',
      'api::order.order',
      'api::order.order-item',
      'api::order.order-log',
      'api::order.after-sale',
      'api::order.shipment',
    ]);
    declareConstraints(strapi, constraints);
    declareEncryptedColumns(strapi, [{ table: 'orders', column: 'delivery', key: 'phoneCipher' }]);
    labelContentTypes(strapi);
    await defineAfterSaleActions(strapi);
    onEvent(strapi, 'order.refunded', {
      name: 'stock pages',
      handle: ({ payload }) => getService(strapi, 'api::catalog.announce-stock').announceStock(payload.stockChanges),
    });
    onEvent(strapi, 'wechat.receipt-confirmed', {
      name: 'order completion',
      handle: ({ payload }) => getService(strapi, 'api::order.note-wechat-receipt')(payload.orderNo),
    });
    registerJob(strapi, {
      name: 'advance-after-sales',
      schedule: '30 * * * * *',
      run: (app) => getService(app, 'api::order.advance-after-sales')(),
    });
    await defineAdminActions(strapi);
    defineAdminRead(strapi, {
      subject: 'api::order.order',
      path: '/orders/:documentId/story',
      run: (documentId) => getService(strapi, 'api::order.read-order-story')(documentId),
    });
    registerJob(strapi, {
      name: 'close-expired-orders',
      schedule: '*/10 * * * * *',
      run: (app) => getService(app, 'api::order.close-expired-orders')(),
    });
    registerJob(strapi, {
      name: 'auto-complete-orders',
      schedule: '30 */5 * * * *',
      run: (app) => getService(app, 'api::order.auto-complete-orders')(),
    });
  },
};
