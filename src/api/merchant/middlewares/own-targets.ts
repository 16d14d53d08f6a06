import type { Core, UID } from '@strapi/strapi';
import type { Context, Next } from '../../../platform/http/context';
import { READ_DOCUMENTS } from '../../../platform/http/admin-route';
import { merchantPathOf, worksForMerchants } from '../own-data/own-data';

interface ContentType {
  attributes: Record<string, { target?: string } | undefined>;
}

interface Ability {
  can(action: string, subject: string): boolean;
}

const NOTHING = { results: [], pagination: { page: 1, pageSize: 10, pageCount: 0, total: 0 } };

/**
 * Where a field may point to records that an account may not read, content-manager offers their documentIds, all of them. Accounts
 * that work for merchants are offered none; of what they may read, the condition keeps their own.
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<unknown> => {
    const { model = '', targetField = '' } = ctx.params as Record<string, string>;
    const type = strapi.contentTypes[model as UID.ContentType] as ContentType | undefined;
    const target = type?.attributes[targetField]?.target ?? '';
    const { user, userAbility } = ctx.state as unknown as { user: { id: number }; userAbility: Ability };
    if (!merchantPathOf(target) || userAbility.can(READ_DOCUMENTS, target)) return next();
    if (!(await worksForMerchants(strapi, user))) return next();
    ctx.body = NOTHING;
    return undefined;
  };
