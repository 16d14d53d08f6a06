import type { Core, UID } from '@strapi/strapi';
import type { z } from 'zod';
import { adminService } from '../admin-services';
import { Refusal } from '../errors/refusal';
import { addAdminRoute, READ_DOCUMENTS } from './admin-route';
import type { Context } from './context';
import { namedParams, parse } from './parse-request';

export interface AdminAction<Body extends z.ZodType> {
  /** `thing.deed`; roles are granted `api::thing.deed`. */
  uid: string;
  displayName: string;
  /** Under which headings the role editor offers it. */
  category: string;
  subCategory: string;
  /** Below `/shop`. */
  path: string;
  /**
   * What is acted on: every parameter of the path is an attribute of this type, and only a document that the account may read –
   * with the conditions its role has – can be acted on. Others are not found.
   */
  subject?: UID.ContentType;
  body: Body;
  /**
   * @param call.operator e-mail address, as the audit log names people; `operatorId` stays the same when somebody changes it
   * @returns what the panel gets as `data`
   */
  run(call: {
    params: Record<string, string>;
    body: z.infer<Body>;
    operator: string;
    operatorId: number;
  }): Promise<unknown>;
}

interface AdminUser {
  id: number;
  email: string;
}

/**
 * A named action of the panel: the way in which staff change records. It has a permission of its own that the role editor
 * offers, and a route that only accounts with this permission may call. Call it from a feature's register(): grants of
 * actions that are registered later are deleted at every start.
 */
export async function defineAdminAction<Body extends z.ZodType>(
  strapi: Core.Strapi,
  action: AdminAction<Body>,
): Promise<void> {
  const { uid, displayName, category, subCategory } = action;
  await adminService(strapi, 'admin::permission').actionProvider.registerMany([
    { section: 'settings', uid, displayName, category, subCategory },
  ]);
  addAdminRoute(strapi, {
    method: 'POST',
    path: action.path,
    permission: `api::${uid}`,
    handler: async (ctx) => {
      const body = parse(action.body, ctx.request.body ?? {}, 'body');
      if (action.subject) await assertReadable(strapi, ctx, action.subject);
      const { id: operatorId, email: operator } = (ctx.state as unknown as { user: AdminUser }).user;
      const params = ctx.params as Record<string, string>;
      ctx.body = { data: await action.run({ params, body, operator, operatorId }) };
    },
  });
}

export interface AdminRead {
  /** Who may read documents of this type may read this about one of them. */
  subject: UID.ContentType;
  /** Below `/shop`; holds `:documentId`. */
  path: string;
  /** @param documentId of a document that this account may read; @returns what the panel gets as `data` */
  run(documentId: string): Promise<unknown>;
}

/** The part of content-manager's permission checker that is used here; Strapi leaves it untyped. */
interface PermissionCheckers {
  create(about: { userAbility: unknown; model: string }): {
    cannot: { read(): boolean };
    sanitizedQuery: { read(query: object): Promise<object> };
  };
}

/**
 * Something the panel shows about a document beyond its fields. The permission is that of reading the document itself, with the
 * conditions a role may have on it: what they hide is not found.
 */
export function defineAdminRead(strapi: Core.Strapi, read: AdminRead): void {
  const { subject, path } = read;
  addAdminRoute(strapi, {
    method: 'GET',
    path,
    permission: { action: READ_DOCUMENTS, subject },
    handler: async (ctx) => {
      await assertReadable(strapi, ctx, subject);
      ctx.body = { data: await read.run((ctx.params as { documentId: string }).documentId) };
    },
  });
}

/**
 * The document that the path names must be one that this account may read, as content-manager would let it. It is found first and
 * asked about by its documentId: of a filter on a field that the role does not show, nothing would be left.
 */
async function assertReadable(strapi: Core.Strapi, ctx: Context, subject: UID.ContentType): Promise<void> {
  const { userAbility } = ctx.state as unknown as { userAbility: unknown };
  const checkers = strapi.service('plugin::content-manager.permission-checker') as unknown as PermissionCheckers;
  const checker = checkers.create({ userAbility, model: subject });
  if (checker.cannot.read()) throw new Refusal('NotFoundError');
  const named = (await strapi.db
    .query(subject)
    .findOne({ where: namedParams(ctx), select: ['documentId'] })) as Named | null;
  if (!named) throw new Refusal('NotFoundError');
  const query = await checker.sanitizedQuery.read({ filters: { documentId: named.documentId } });
  const document = await strapi.documents(subject).findFirst({ ...query, fields: ['documentId'] } as never);
  if ((document as Named | null)?.documentId !== named.documentId) throw new Refusal('NotFoundError');
}

interface Named {
  documentId: string;
}
