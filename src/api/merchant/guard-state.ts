import type { Core } from '@strapi/strapi';
import { formAccountOf } from '../../platform/http/panel-form';

const DECIDED = ['state', 'stateReason', 'applicant'];

/** A merchant that nobody has looked at. */
const FRESH = { state: 'pending', stateReason: null, applicant: null };

/**
 * The state of a merchant belongs to its deeds, which tell the merchant and write the audit log: whatever a form saves for it is
 * dropped. A merchant made in a form and a copy of one wait for approval like any other; seeds make theirs as they like.
 */
export function guardState(strapi: Core.Strapi): void {
  strapi.documents.use((context, next) => {
    if (context.uid !== 'api::merchant.merchant') return next();
    const params = context.params as { data?: Record<string, unknown> };
    if (context.action === 'update')
      for (const attribute of DECIDED) if (params.data) Reflect.deleteProperty(params.data, attribute);
    const isNewInForm = context.action === 'create' && formAccountOf(strapi) !== null;
    if (context.action === 'clone' || isNewInForm) params.data = { ...params.data, ...FRESH };
    return next();
  });
}
