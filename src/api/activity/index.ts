import type { Core } from '@strapi/strapi';
import { declareConstraints } from '../../platform/database/constraints';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';

export default {
  register({ strapi }: { strapi: Core.Strapi }): void {
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
  },
};
