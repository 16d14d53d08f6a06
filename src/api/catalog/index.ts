import type { Core } from '@strapi/strapi';
import { declareDerived, declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';
import { deriveOnWrite } from './derive-on-write';
import { guardDeletions } from './guard-deletions';

export default {
  register({ strapi }: { strapi: Core.Strapi }): void {
    declareRecords(strapi, ['api::catalog.inventory', 'api::catalog.stock-movement']);
    declareDerived(strapi, 'api::catalog.product', ['minPrice', 'maxPrice', 'marketPrice', 'sales', 'searchText']);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
  },
  bootstrap({ strapi }: { strapi: Core.Strapi }): void {
    deriveOnWrite(strapi);
    guardDeletions(strapi);
  },
};
