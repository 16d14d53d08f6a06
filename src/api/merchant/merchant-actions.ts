import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import type { MerchantEvent } from '../../domain/merchant/merchant-states';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';

const PLACE = { category: '商户', subCategory: '入驻与状态' };
const none = z.strictObject({});
const reason = z.strictObject({ reason: z.string().trim().min(1).max(200) });

const NAMES: Record<MerchantEvent, string> = {
  approve: '通过入驻申请',
  reject: '驳回入驻申请',
  suspend: '暂停商户',
  resume: '恢复商户',
};

/** What operations decide about merchants; the form cannot change their state. */
export async function defineMerchantActions(strapi: Core.Strapi): Promise<void> {
  for (const event of Object.keys(NAMES) as MerchantEvent[]) {
    await defineAdminAction(strapi, {
      ...PLACE,
      uid: `merchant.${event}`,
      displayName: NAMES[event],
      path: `/merchants/:documentId/${event}`,
      subject: 'api::merchant.merchant',
      body: event === 'reject' || event === 'suspend' ? reason : none,
      run: ({ params, body, operator }) =>
        getService(
          strapi,
          'api::merchant.decide-merchant',
        )({
          documentId: params.documentId ?? '',
          event,
          reason: (body as { reason?: string }).reason ?? null,
          operator,
        }),
    });
  }
}
