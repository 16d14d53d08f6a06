import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.judge-texts': JudgeTexts;
  }
}

export interface JudgeTexts {
  /**
   * Has WeChat's content security judge what staff write for customers; call it outside any transaction. Nothing goes out that
   * WeChat has not passed: unlike a review, a merchant's words stand beside every amount that is paid to it.
   * @param texts those that are empty, null or left out need no judge
   * @throws Refusal BusinessError for a text that WeChat calls risky or could not judge
   */
  (author: { openid: string }, texts: (string | null | undefined)[]): Promise<void>;
}

const IS_RISKY = {
  zh: '内容含有不合适的文字，请修改后再提交',
  en: 'The text is not suitable, please change it',
};
const IS_UNCHECKED = {
  zh: '内容没有通过自动审核，请修改后重试，或联系平台运营代为修改',
  en: 'The text could not be approved; change it, try again, or ask the operator of the shop',
};

export default ({ strapi }: { strapi: Core.Strapi }): JudgeTexts =>
  async ({ openid }, texts) => {
    const content = texts.filter(Boolean).join('\n');
    if (content === '') return;
    const check = getService(strapi, 'api::wechat.check-content');
    const { verdict } = await check.text({ openid, scene: 'profile', content });
    if (verdict === 'risky') throw new Refusal('BusinessError', { reason: 'content_risky' }, IS_RISKY);
    if (verdict === 'review') throw new Refusal('BusinessError', { reason: 'content_unchecked' }, IS_UNCHECKED);
  };
