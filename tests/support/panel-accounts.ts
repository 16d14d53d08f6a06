import { seedPanelRoles } from '../../database/seeds/reference/panel-roles';
import { type AdminClient, signInToPanel } from './admin-client';
import { application } from './api';

/** An account with one of the roles of a new shop. */
export async function accountOf(code: string): Promise<AdminClient> {
  const { strapi } = application();
  await seedPanelRoles(strapi);
  const role = (await strapi.db.query('admin::role').findOne({ where: { code } })) as { id: number };
  return signInToPanel({ roleId: role.id });
}
