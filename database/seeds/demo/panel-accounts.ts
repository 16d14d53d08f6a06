import type { Core } from '@strapi/strapi';
import { adminService } from '../../../src/platform/admin-services';
import { environmentOf } from '../../../src/platform/container';
import { getService } from '../../../src/platform/get-service';
import { PANEL_ROLES } from '../reference/panel-role-list';
import { MERCHANTS } from './merchant-list';

/** `mallard-finance` signs in as `finance@mallard.local`. */
const addressOf = (roleCode: string): string => `${roleCode.replace('mallard-', '')}@mallard.local`;

/**
 * An account for every role, with the password of the first administrator, which every installation makes for itself; none in
 * a shop that takes real money.
 */
export async function seedPanelAccounts(strapi: Core.Strapi): Promise<void> {
  const { ADMIN_PASSWORD: password, WECHAT_MODE } = environmentOf(strapi);
  if (!password || WECHAT_MODE !== 'sandbox') return;
  for (const { code, name } of PANEL_ROLES) {
    const email = addressOf(code);
    const role = (await strapi.db.query('admin::role').findOne({ where: { code } })) as { id: number } | null;
    const known = (await strapi.db.query('admin::user').findOne({ where: { email } })) as unknown;
    if (!role || known) continue;
    await adminService(strapi, 'admin::user').create({
      email,
      password,
      firstname: `演示${name}`,
      isActive: true,
      registrationToken: null,
      roles: [role.id],
    });
  }
  await giveFirstMerchant(strapi);
}

async function giveFirstMerchant(strapi: Core.Strapi): Promise<void> {
  const name = MERCHANTS[0]?.name;
  const merchant = await strapi.documents('api::merchant.merchant').findFirst({ filters: { name }, fields: ['name'] });
  if (!merchant) return;
  await getService(strapi, 'api::merchant.assign-operator').assign({
    merchantDocumentId: merchant.documentId,
    email: addressOf('mallard-merchant'),
    operator: 'demo',
  });
}
