import type { Core } from '@strapi/strapi';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';

export default {
  register({ strapi }: { strapi: Core.Strapi }): void {
    declareRecords(strapi, ['api::message.message']);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
  },
};
