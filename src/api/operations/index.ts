import type { Core } from '@strapi/strapi';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';
import { registerProbes } from './probe-routes';

export default {
  register({ strapi }: { strapi: Core.Strapi }): void {
    declareRecords(strapi, ['api::operations.audit-log', 'api::operations.outbox-event']);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
    registerProbes(strapi);
  },
};
