import type { Core } from '@strapi/strapi';

/** Chinese labels, list columns and form layouts of this feature's content types. */
export function labelContentTypes(_strapi: Core.Strapi): void {}
