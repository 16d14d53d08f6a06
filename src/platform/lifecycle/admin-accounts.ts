import type { Core } from '@strapi/strapi';
import { environmentOf } from '../container';
import { quietHomePage } from '../content/quiet-home-page';

const PANEL_LANGUAGE = 'zh-Hans';
const DEFAULT_TOKENS = ['Read Only', 'Full Access'];

interface AdminUserData {
  preferedLanguage?: string | null;
}

/** What a fresh installation needs before staff can work: Chinese as the panel's language and, if configured, a first account. */
export async function prepareAdminPanel(strapi: Core.Strapi): Promise<void> {
  quietHomePage(strapi);
  speakChinese(strapi);
  const hasAdmins = (await strapi.db.query('admin::user').count()) > 0;
  if (hasAdmins) return;
  await removeDefaultTokens(strapi);
  await createFirstAdmin(strapi);
}

/** New accounts read the panel in Chinese until they choose otherwise. (Strapi spells the column with one r.) */
function speakChinese(strapi: Core.Strapi): void {
  strapi.db.lifecycles.subscribe({
    models: ['admin::user'],
    beforeCreate(event) {
      const data = event.params.data as AdminUserData;
      data.preferedLanguage ??= PANEL_LANGUAGE;
    },
  });
}

/** Strapi gives every empty installation two tokens that nobody asked for; one of them may do everything. */
async function removeDefaultTokens(strapi: Core.Strapi): Promise<void> {
  await strapi.db.query('admin::api-token').deleteMany({ where: { name: { $in: DEFAULT_TOKENS } } });
}

async function createFirstAdmin(strapi: Core.Strapi): Promise<void> {
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = environmentOf(strapi);
  if (!ADMIN_EMAIL || !ADMIN_PASSWORD) return;
  const superAdmin = (await strapi.service('admin::role').getSuperAdmin()) as { id: number };
  await strapi.service('admin::user').create({
    email: ADMIN_EMAIL.toLowerCase(),
    password: ADMIN_PASSWORD,
    firstname: '管理员',
    isActive: true,
    registrationToken: null,
    roles: [superAdmin.id],
  });
  strapi.log.info(`The first administrator ${ADMIN_EMAIL} has been created.`);
}
