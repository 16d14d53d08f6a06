import type { Core } from '@strapi/strapi';
import { adminService } from '../admin-services';
import { environmentOf } from '../container';
import { quietHomePage } from '../content/quiet-home-page';

const PANEL_LANGUAGE = 'zh-Hans';
const DEFAULT_TOKENS = ['Read Only', 'Full Access'];

const ROLES: Record<string, { name: string; description: string }> = {
  'strapi-super-admin': { name: '超级管理员', description: '可以使用全部功能和设置。' },
  'strapi-editor': { name: '编辑', description: '可以管理所有人创建的内容。' },
  'strapi-author': { name: '作者', description: '只能管理自己创建的内容。' },
};

interface AdminUserData {
  preferedLanguage?: string | null;
}

/** What a fresh installation needs before staff can work: Chinese as the panel's language and, if configured, a first account. */
export async function prepareAdminPanel(strapi: Core.Strapi): Promise<void> {
  quietHomePage(strapi);
  speakChinese(strapi);
  const hasAdmins = (await strapi.db.query('admin::user').count()) > 0;
  if (hasAdmins) return;
  await nameRoles(strapi);
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

/** Strapi names the roles of an empty installation in English; their codes stay as they are. */
async function nameRoles(strapi: Core.Strapi): Promise<void> {
  for (const [code, names] of Object.entries(ROLES)) {
    await strapi.db.query('admin::role').updateMany({ where: { code }, data: names });
  }
}

async function createFirstAdmin(strapi: Core.Strapi): Promise<void> {
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = environmentOf(strapi);
  if (!ADMIN_EMAIL || !ADMIN_PASSWORD) return;
  const superAdmin = await adminService(strapi, 'admin::role').getSuperAdmin();
  await adminService(strapi, 'admin::user').create({
    email: ADMIN_EMAIL.toLowerCase(),
    password: ADMIN_PASSWORD,
    firstname: '管理员',
    isActive: true,
    registrationToken: null,
    roles: [superAdmin.id],
  });
  strapi.log.info(`The first administrator ${ADMIN_EMAIL} has been created.`);
}
