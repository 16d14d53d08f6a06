import type { Core } from '@strapi/strapi';
import { guardDeletion, hasReference } from '../../platform/content/deletion-guard';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';

export default {
  register({ strapi }: { strapi: Core.Strapi }): void {
    declareRecords(strapi, ['api::merchant.merchant-staff', 'api::merchant.payment-code']);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
  },
  bootstrap({ strapi }: { strapi: Core.Strapi }): void {
    guardDeletion(strapi, {
      uid: 'api::merchant.merchant',
      isReferenced: async (trx, ids) =>
        (await hasReference(trx, { table: 'orders', column: 'merchant_id' }, ids)) ||
        (await hasReference(trx, { table: 'products_merchant_lnk', column: 'merchant_id' }, ids)) ||
        hasReference(trx, { table: 'payment_codes', column: 'merchant_id' }, ids),
      sentence: {
        zh: '该商户已有订单、商品或收款码，不能删除，请改为停用',
        en: 'This merchant has orders, products or payment codes; suspend it instead',
      },
    });
  },
};
