import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';
import { networkOf } from '../../platform/http/client-network';
import { registerJob } from '../../platform/jobs/scheduler';
import { riskConstraints } from './risk-constraints';
import { labelRiskTypes } from './risk-labels';

/** What the risk rules bring along; called from the feature's register(), and awaited there. */
export async function registerRisk(strapi: Core.Strapi): Promise<void> {
  declareRecords(strapi, ['api::payment.risk-event', 'api::payment.familiar-ip']);
  declareConstraints(strapi, riskConstraints);
  labelRiskTypes(strapi);
  forgetRulesOnWrite(strapi);
  tidyListEntries(strapi);
  registerJob(strapi, {
    name: 'forget-ips',
    schedule: '0 50 4 * * *',
    run: (app) => getService(app, 'api::payment.forget-ips')(),
  });
  await defineSettleAction(strapi);
}

/** What staff may do with an event, beyond reading it: 忽略 or 标记已核实. */
function defineSettleAction(strapi: Core.Strapi): Promise<void> {
  return defineAdminAction(strapi, {
    uid: 'risk-event.settle',
    displayName: '处理风控事件',
    category: '支付',
    subCategory: '风控',
    path: '/risk-events/:documentId/settle',
    subject: 'api::payment.risk-event',
    body: z.strictObject({ decision: z.enum(['verified', 'dismissed']), note: z.string().trim().min(1).max(200) }),
    run: ({ params, body, operator }) =>
      getService(
        strapi,
        'api::payment.settle-risk-event',
      )({ eventDocumentId: params.documentId ?? '', ...body, operator }),
  });
}

/** A new rule holds at once here, and within three seconds on the other instances. */
function forgetRulesOnWrite(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    const result = await next();
    if (context.uid === 'api::payment.risk-rule') getService(strapi, 'api::payment.risk-rules').forget();
    return result;
  });
}

/** Copied values come with blanks, and an IPv6 address stands for its network: what is stored is what will be compared. */
function tidyListEntries(strapi: Core.Strapi): void {
  strapi.documents.use((context, next) => {
    if (context.uid !== 'api::payment.risk-list-entry') return next();
    const { data } = context.params as { data?: { kind?: unknown; value?: unknown } };
    if (typeof data?.value === 'string') {
      const value = data.value.trim();
      data.value = data.kind === 'ip' && !value.endsWith('/64') ? networkOf(value) : value;
    }
    return next();
  });
}
