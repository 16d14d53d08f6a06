import type { Core } from '@strapi/strapi';

interface NewAdmin {
  email: string;
  password?: string;
  firstname: string;
  isActive?: boolean;
  registrationToken?: null;
  preferedLanguage?: string;
  /** Ids of roles. */
  roles: number[];
}

interface PanelAction {
  section: 'settings';
  uid: string;
  displayName: string;
  category: string;
  subCategory: string;
}

/** Narrows a permission to some records; the role editor offers it beside every permission on content. */
export interface PanelCondition {
  name: string;
  displayName: string;
  category: string;
  /** @returns what records must be like, by paths such as `order.merchant.id`; false: none at all */
  handler(context: { id: number; permission: { subject: string | null } }): Promise<Record<string, unknown> | boolean>;
}

export interface PanelPermission {
  action: string;
  subject?: string;
  properties?: { fields: string[] };
  conditions?: string[];
}

/** A permission as an account holds it through one of its roles. */
export interface HeldPermission {
  action: string;
  subject: string | null;
  /** Names of conditions, with their `api::`. */
  conditions: string[];
}

interface AdminServices {
  'admin::user': { create(admin: NewAdmin): Promise<{ id: number; preferedLanguage: string | null }> };
  'admin::role': {
    getSuperAdmin(): Promise<{ id: number }>;
    create(role: { code?: string; name: string; description: string }): Promise<{ id: number }>;
    assignPermissions(roleId: number, permissions: PanelPermission[]): Promise<unknown>;
  };
  'admin::permission': {
    actionProvider: { registerMany(actions: PanelAction[]): Promise<unknown> };
    findUserPermissions(account: { id: number }): Promise<HeldPermission[]>;
    conditionProvider: { registerMany(conditions: PanelCondition[]): Promise<unknown> };
  };
}

/** Services of Strapi's admin panel, with the types that Strapi does not give them. */
export function adminService<Name extends keyof AdminServices>(strapi: Core.Strapi, name: Name): AdminServices[Name] {
  return strapi.service(name as never) as unknown as AdminServices[Name];
}
