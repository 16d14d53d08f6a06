import type { Core } from '@strapi/strapi';

const DECIDED = ['state', 'stateReason', 'applicant'];

/**
 * The state of a merchant belongs to its deeds, which tell the merchant and write the audit log: whatever a form saves for it is
 * dropped. A copy of a merchant is a new one that nobody has looked at.
 */
export function guardState(strapi: Core.Strapi): void {
  strapi.documents.use((context, next) => {
    if (context.uid !== 'api::merchant.merchant') return next();
    const params = context.params as { data?: Record<string, unknown> };
    if (context.action === 'update')
      for (const attribute of DECIDED) if (params.data) Reflect.deleteProperty(params.data, attribute);
    if (context.action === 'clone')
      params.data = { ...params.data, state: 'pending', stateReason: null, applicant: null };
    return next();
  });
}
