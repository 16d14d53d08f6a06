import type { Core } from '@strapi/strapi';
import { declareDerived, declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { defineAdminActions } from './admin-actions';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';
import { deriveOnWrite } from './derive-on-write';
import { guardDeletions } from './guard-deletions';
import { registerReviews } from './register-reviews';

export default {
  async register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    declareRecords(strapi, ['api::catalog.inventory', 'api::catalog.stock-movement', 'api::catalog.review']);
    declareDerived(strapi, 'api::catalog.product', ['minPrice', 'maxPrice', 'marketPrice', 'sales', 'searchText']);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
    await defineAdminActions(strapi);
    await registerReviews(strapi);
  },
  bootstrap({ strapi }: { strapi: Core.Strapi }): void {
    deriveOnWrite(strapi);
    guardDeletions(strapi);
  },
};
