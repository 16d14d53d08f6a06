import type { Core } from '@strapi/strapi';
import { labelContentTypes } from './admin-labels';

export default {
  register({ strapi }: { strapi: Core.Strapi }): void {
    labelContentTypes(strapi);
  },
};
