import type { Core, UID } from '@strapi/strapi';
import { adminService, type PanelPermission } from '../../../src/platform/admin-services';
import { PANEL_ROLES, type PanelRole } from './panel-role-list';

const FORM = 'plugin::content-manager.explorer';
const OWN = ['api::own-merchant'];
const SEALED = /(Cipher|Hash|Token|^password)$|^(open|union)id$/i;
const MEDIA = ['read', 'configure-view', 'assets.create', 'assets.update', 'assets.download', 'assets.copy-link'];

/** The roles of a new shop; one that staff have renamed or narrowed stays as it is. */
export async function seedPanelRoles(strapi: Core.Strapi): Promise<void> {
  for (const role of PANEL_ROLES) {
    const { code, name, description } = role;
    const known = (await strapi.db.query('admin::role').findOne({ where: { code }, select: ['id'] })) as unknown;
    if (known) continue;
    const { id } = await adminService(strapi, 'admin::role').create({ code, name, description });
    await adminService(strapi, 'admin::role').assignPermissions(id, permissionsOf(strapi, role));
  }
}

function permissionsOf(strapi: Core.Strapi, role: PanelRole): PanelPermission[] {
  const conditions = role.isOwnMerchantOnly ? OWN : [];
  const onType = (verb: string, subject: string, fields = fieldsOf(strapi, subject)): PanelPermission => ({
    action: `${FORM}.${verb}`,
    subject,
    properties: { fields },
    conditions,
  });
  return [
    ...typesOf(strapi, role.reads).map((uid) => onType('read', uid)),
    ...role.edits.flatMap((uid) => {
      const fields = fieldsOf(strapi, uid).filter((name) => !role.except?.[uid]?.includes(name));
      return [
        onType('create', uid, fields),
        onType('update', uid, fields),
        { action: `${FORM}.delete`, subject: uid, conditions },
      ];
    }),
    ...Object.entries(role.changes ?? {}).map(([uid, fields]) => onType('update', uid, fields)),
    ...role.deeds.map((deed) => ({ action: `api::${deed}` })),
    ...(role.usesMedia ? MEDIA.map((action) => ({ action: `plugin::upload.${action}` })) : []),
  ];
}

/** A feature stands for all its types. */
function typesOf(strapi: Core.Strapi, names: string[]): string[] {
  return names.flatMap((name) =>
    name.includes('::') ? [name] : Object.keys(strapi.contentTypes).filter((uid) => uid.startsWith(`api::${name}.`)),
  );
}

/** Everything that a person can read something from; sealed values and their fingerprints are of use to nobody. */
function fieldsOf(strapi: Core.Strapi, uid: string): string[] {
  const { attributes } = strapi.contentType(uid as UID.ContentType);
  return Object.keys(attributes).filter((name) => !SEALED.test(name));
}
