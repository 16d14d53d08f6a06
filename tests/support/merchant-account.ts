import { randomBytes } from 'node:crypto';
import { adminService } from '../../src/platform/admin-services';
import { type AdminClient, signInToPanel } from './admin-client';
import { application } from './api';

export interface Grant {
  action: 'read' | 'create' | 'update' | 'delete';
  subject: string;
  /** All of them when absent. */
  fields?: string[];
}

const attributesOf = (uid: string): string[] =>
  Object.keys(
    (application().strapi.contentTypes as unknown as Record<string, { attributes: object }>)[uid]?.attributes ?? {},
  );

/** An account of the panel that was given one merchant, and whose role may do all of this under the condition 仅本商户数据. */
export async function merchantAccount(
  shop: { documentId: string },
  { grants, deeds = [] }: { grants: Grant[]; deeds?: string[] },
): Promise<AdminClient> {
  const roles = adminService(application().strapi, 'admin::role');
  const role = await roles.create({ name: `商户账号 ${randomBytes(4).toString('hex')}`, description: '' });
  await roles.assignPermissions(role.id, [
    ...grants.map(({ action, subject, fields = attributesOf(subject) }) => ({
      action: `plugin::content-manager.explorer.${action}`,
      subject,
      ...(action === 'delete' ? {} : { properties: { fields } }),
      conditions: ['api::own-merchant'],
    })),
    ...deeds.map((deed) => ({ action: `api::${deed}` })),
  ]);
  const account = await signInToPanel({ roleId: role.id });
  const { email } = ((await account.call('get', '/admin/users/me')).body as { data: { email: string } }).data;
  const superAdmin = await signInToPanel();
  await superAdmin.call('post', `/shop/merchants/${shop.documentId}/assign-operator`, { email });
  return account;
}
