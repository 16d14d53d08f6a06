import type { Core } from '@strapi/strapi';
import type { WechatSession } from '../../../gateways/wechat-mini-program/port';
import { environmentOf, now, resolve } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { signAccessToken } from '../../../platform/security/access-token';
import { keyRingOf } from '../../../platform/security/key-ring';
import { writeInvitation } from '../store/invitations';
import { type Device, openSession } from '../store/sessions';
import { findOrCreateUser, type FoundUser } from '../store/users';
import { refusalOf } from '../wechat-refusal';

declare module '../../../platform/events/outbox' {
  interface Events {
    'user.registered': { userId: number; userDocumentId: string; inviteCode: string | null };
  }
}

export interface SignInCommand {
  /** Code of wx.login. */
  code: string;
  inviteCode: string | null;
  device: Device;
}

export interface SignIn {
  userId: number;
  isNewUser: boolean;
  accessToken: string;
  refreshToken: string;
  /** Seconds. */
  expiresIn: number;
}

/**
 * Signs in with a wx.login code: the user is found or created by openid, gets the register points in the same transaction,
 * and a new session. The session key stays here, encrypted.
 * @throws Refusal WechatLoginError (code invalid or used), WechatApiError (WeChat is down), UnauthorizedError (blocked)
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (command: SignInCommand): Promise<SignIn> => {
    const wechat = await exchangeCode(strapi, command.code);
    // Asked after the exchange, so that a slow answer from WeChat does not age the tokens.
    const at = now(strapi);
    return inTransaction(strapi, async (trx) => {
      const { openid, unionid = null } = wechat;
      const user = await findOrCreateUser(trx, { openid, unionid, inviteCode: command.inviteCode, at });
      if (user.isBlocked) throw blockedRefusal();
      await rememberVisit(strapi, trx, { user, wechat, at });
      if (user.isNew) await welcome(strapi, trx, { user, inviteCode: command.inviteCode, at });
      const { ip } = command.device;
      if (ip) await getService(strapi, 'api::payment.remember-ip')(trx, { userId: user.id, ip, at });
      const session = await openSession(trx, { userId: user.id, device: command.device, at });
      const claims = { userId: user.id, sessionId: session.sessionId, at };
      const access = signAccessToken(claims, environmentOf(strapi).JWT_SECRET);
      return {
        userId: user.id,
        isNewUser: user.isNew,
        accessToken: access.token,
        refreshToken: session.refreshToken,
        expiresIn: access.expiresIn,
      };
    });
  };

async function exchangeCode(strapi: Core.Strapi, code: string): Promise<WechatSession> {
  try {
    return await resolve(strapi, 'mallard.wechat-mini-program').codeToSession(code);
  } catch (error) {
    throw refusalOf(error);
  }
}

const blockedRefusal = (): Refusal =>
  new Refusal(
    'UnauthorizedError',
    { reason: 'blocked' },
    { zh: '账号已被停用，如有疑问请联系客服', en: 'This account is blocked, please contact customer service' },
  );

async function rememberVisit(
  strapi: Core.Strapi,
  trx: Trx,
  visit: { user: FoundUser; wechat: WechatSession; at: Date },
): Promise<void> {
  await trx('up_users')
    .where({ id: visit.user.id })
    .update({
      session_key_cipher: keyRingOf(strapi).encrypt(visit.wechat.sessionKey),
      last_seen_at: visit.at,
      ...(visit.wechat.unionid === undefined ? {} : { unionid: visit.wechat.unionid }),
    });
}

async function welcome(
  strapi: Core.Strapi,
  trx: Trx,
  { user, inviteCode, at }: { user: FoundUser; inviteCode: string | null; at: Date },
): Promise<void> {
  await appendEvent(strapi, trx, {
    name: 'user.registered',
    aggregateId: user.documentId,
    payload: { userId: user.id, userDocumentId: user.documentId, inviteCode },
    at,
  });
  if (user.inviterId !== null) await writeInvitation(trx, { inviterId: user.inviterId, inviteeId: user.id, at });
  await getService(strapi, 'api::points.award-points')(trx, {
    userId: user.id,
    scene: 'register',
    at,
    key: `register:${user.id}`,
    description: '注册奖励',
  });
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.sign-in-with-wechat': ReturnType<typeof factory>;
  }
}
