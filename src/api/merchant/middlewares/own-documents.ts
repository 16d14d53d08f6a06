import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../platform/errors/refusal';
import type { Context, Next } from '../../../platform/http/context';
import { READ_DOCUMENTS } from '../../../platform/http/admin-route';
import { areOwn, isLimitedToOwn, merchantPathOf, merchantsOf } from '../own-data/own-data';

/** The documents that a request of the panel names by hand must be an account's own, where it may read no others. */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<unknown> => {
    const { model: uid = '' } = ctx.params as Record<string, string>;
    const { user } = ctx.state as unknown as { user: { id: number } };
    if (!merchantPathOf(uid) || !(await isLimitedToOwn(strapi, user, { action: READ_DOCUMENTS, subject: uid })))
      return next();
    const body = ctx.request.body as { documentIds?: unknown } | undefined;
    const named = [body?.documentIds ?? [], ctx.query.documentIds ?? []].flat() as unknown[];
    const documentIds = named.filter((id) => typeof id === 'string');
    const merchants = await merchantsOf(strapi.db.connection, user.id);
    const isEveryOwn = documentIds.length === named.length && (await areOwn(strapi, { uid, documentIds }, merchants));
    if (!isEveryOwn) throw new Refusal('NotFoundError');
    return next();
  };
