import type { Core } from '@strapi/strapi';
import { resolve } from '../../../platform/container';
import { refusalOf } from '../wechat-refusal';

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.prove-identity': ProveIdentity;
  }
}

export interface ProveIdentity {
  /**
   * Whose account WeChat says a wx.login code was made with. Opens no session and changes nothing; the code is used up.
   * @throws Refusal WechatLoginError (code invalid or used), WechatApiError (WeChat is down)
   */
  (code: string): Promise<{ openid: string }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ProveIdentity =>
  async (code) => {
    try {
      const { openid } = await resolve(strapi, 'mallard.wechat-mini-program').codeToSession(code);
      return { openid };
    } catch (error) {
      throw refusalOf(error);
    }
  };
