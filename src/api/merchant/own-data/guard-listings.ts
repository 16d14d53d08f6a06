import type { Core } from '@strapi/strapi';
import { addPanelMiddleware } from '../../../platform/http/panel-middleware';

/** Where content-manager shows records without asking the conditions of a permission, and what asks them here. */
const GUARDS = [
  ['relations.findAvailable', 'api::merchant.own-targets'],
  ['collection-types.bulkFindForValidation', 'api::merchant.own-documents'],
  ['collection-types.countManyEntriesDraftRelations', 'api::merchant.own-documents'],
] as const;

/** Puts our questions before those routes. */
export function guardListings(strapi: Core.Strapi): void {
  for (const [handler, name] of GUARDS) addPanelMiddleware(strapi, { handler, name });
}
