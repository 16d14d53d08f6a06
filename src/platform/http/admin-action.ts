import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { adminService } from '../admin-services';
import type { Context } from './context';
import { parse } from './parse-request';

export interface AdminAction<Body extends z.ZodType> {
  /** `thing.deed`; roles are granted `api::thing.deed`. */
  uid: string;
  displayName: string;
  /** Under which headings the role editor offers it. */
  category: string;
  subCategory: string;
  /** Below `/shop`. */
  path: string;
  body: Body;
  /** @returns what the panel gets as `data` */
  run(call: { params: Record<string, string>; body: z.infer<Body>; operator: string }): Promise<unknown>;
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
  strapi.server.routes({
    type: 'admin',
    prefix: '/shop',
    routes: [
      {
        method: 'POST',
        path: action.path,
        handler: (async (ctx: Context) => {
          const body = parse(action.body, ctx.request.body ?? {}, 'body');
          const { email } = (ctx.state as unknown as { user: AdminUser }).user;
          ctx.body = {
            data: await action.run({ params: ctx.params as Record<string, string>, body, operator: email }),
          };
        }) as never,
        config: {
          policies: [
            'admin::isAuthenticatedAdmin',
            { name: 'admin::hasPermissions', config: { actions: [`api::${uid}`] } },
          ],
        },
        info: { type: 'admin' },
      },
    ],
  } as never);
}
