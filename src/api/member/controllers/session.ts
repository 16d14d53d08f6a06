import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import type { loginBody, logoutBody, refreshBody } from '../requests';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async login(ctx: Context) {
    const { body } = inputOf<unknown, unknown, z.infer<typeof loginBody>>(ctx);
    const device = { ip: ctx.ip, userAgent: ctx.get('user-agent') || null };
    const command = { code: body.code, inviteCode: body.inviteCode ?? null, device };
    const { userId, ...session } = await getService(strapi, 'api::member.sign-in-with-wechat')(command);
    return { data: { ...session, user: await getService(strapi, 'api::member.read-profile')(userId) } };
  },

  async refresh(ctx: Context) {
    const { body } = inputOf<unknown, unknown, z.infer<typeof refreshBody>>(ctx);
    return { data: await getService(strapi, 'api::member.refresh-session')(body.refreshToken, now(strapi)) };
  },

  async logout(ctx: Context) {
    const { body } = inputOf<unknown, unknown, z.infer<typeof logoutBody>>(ctx);
    const { id: userId, sessionId } = memberOf(ctx);
    const who = { userId, sessionId, isEverywhere: body.all === true, at: now(strapi) };
    return { data: { revokedSessions: await getService(strapi, 'api::member.sign-out')(who) } };
  },
});
