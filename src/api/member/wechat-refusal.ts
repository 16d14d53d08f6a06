import type { WechatApiError } from '../../gateways/wechat-mini-program/port';
import { Refusal } from '../../platform/errors/refusal';

const HIGH_RISK_USER = 40226;
const TOO_MANY_LOGINS = 45011;

const sentences: Record<number, { zh: string; en: string }> = {
  [HIGH_RISK_USER]: { zh: '微信提示该账号存在风险，暂时无法登录', en: 'WeChat considers this account risky' },
  [TOO_MANY_LOGINS]: { zh: '登录太频繁，请稍后再试', en: 'Too many sign-ins, please try again later' },
};

/** Known by its name, because a stand-in behind the port may come from another copy of the module. */
const isWechatApiError = (error: unknown): error is WechatApiError =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'WechatApiError';

/**
 * What the caller is told when WeChat refused a code: 1701 when the code (or its owner) is to blame, 1702 when the platform is.
 * Errors that are not WeChat's are handed back as they are.
 */
export function refusalOf(error: unknown, codeSentence?: { zh: string; en: string }): unknown {
  if (!isWechatApiError(error)) return error;
  const details = { errcode: error.errcode };
  if (error.isLoginCodeProblem)
    return new Refusal('WechatLoginError', details, sentences[error.errcode] ?? codeSentence);
  return new Refusal('WechatApiError', details);
}
