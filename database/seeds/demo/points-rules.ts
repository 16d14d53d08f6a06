import type { Core } from '@strapi/strapi';
import { USUAL_RULES } from '../reference/points-rules';

/** Switches the usual rules on. */
export async function seedDemoPointsRules(strapi: Core.Strapi): Promise<void> {
  const rules = strapi.documents('api::points.points-rule');
  for (const { name } of USUAL_RULES) {
    const rule = await rules.findFirst({ filters: { name }, fields: ['documentId'] });
    if (rule) await rules.update({ documentId: rule.documentId, data: { enabled: true } as never });
  }
}
