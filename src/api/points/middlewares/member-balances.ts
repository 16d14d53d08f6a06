import type { Core } from '@strapi/strapi';
import type { Context, Next } from '../../../platform/http/context';
import { READ_DOCUMENTS } from '../../../platform/http/admin-route';
import { readAvailable } from '../store/reading';

interface Ability {
  can(action: string, subject: string, field: string): boolean;
}

type Row = Record<string, unknown> & { id: number };

/**
 * Adds `availablePoints` to the members of a list of the panel, for accounts that may read points accounts. One statement a page.
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    await next();
    const { model } = ctx.params as Record<string, string>;
    if (model !== 'plugin::users-permissions.user' || ctx.status !== 200) return;
    const { userAbility } = ctx.state as unknown as { userAbility: Ability };
    if (!userAbility.can(READ_DOCUMENTS, 'api::points.points-account', 'available')) return;
    const page = ctx.body as { results: Row[] };
    const points = await readAvailable(
      strapi.db.connection,
      page.results.map(({ id }) => id),
    );
    ctx.body = { ...page, results: page.results.map((row) => ({ ...row, availablePoints: points.get(row.id) ?? 0 })) };
  };
