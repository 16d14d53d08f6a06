import type { ShippingManagementPort } from './shipping-port';

export { WechatApiError } from './errors';
export type { WechatApiErrorKind } from './errors';
export { type MessagePushPort, type PushMessage, type PushQuery, PushRejectedError } from './push-port';
export type { ShippingManagementPort, ShippingParcel, ShippingUpload, TradeOrder } from './shipping-port';
export type { TokenStore } from './token-store';

export interface WechatSession {
  openid: string;
  /** Only when the mini-program is bound to an Open Platform account. */
  unionid?: string;
  /** Never leaves the server. */
  sessionKey: string;
}

export interface UnlimitedCodeRequest {
  /** 1–32 characters of WeChat's list; the page reads it from `query.scene`. */
  scene: string;
  /** Page path without a leading slash or query; the home page when absent. */
  page?: string;
  /** Pixels, 280–1280; WeChat's default is 430. */
  width?: number;
  envVersion?: 'release' | 'trial' | 'develop';
  /** `false` allows pages that are not published yet. */
  checkPath?: boolean;
}

export type TextScene = 'profile' | 'comment' | 'forum' | 'social';
export type TextVerdict = 'pass' | 'review' | 'risky';

export interface TextJudgement {
  verdict: TextVerdict;
  /** WeChat's number for what is wrong (100 = nothing, 20006 = crime …); null when nothing was asked. */
  label: number | null;
}

export interface ImageToCheck {
  /** The author, under the same two-hour rule as for texts. */
  openid: string;
  /** Where WeChat's servers can download the picture. */
  url: string;
  scene: TextScene;
}

export interface TextToCheck {
  /** The author; must have used the mini-program within the last two hours, otherwise errcode 61010. */
  openid: string;
  content: string;
  scene: TextScene;
}

export interface SubscribeMessage {
  openid: string;
  templateId: string;
  page?: string;
  /** Template keyword → text, e.g. `{ thing1: '…' }`; WeChat's length limits per keyword kind apply. */
  data: Record<string, string>;
  miniProgramState?: 'developer' | 'trial' | 'formal';
  lang?: 'zh_CN' | 'en_US' | 'zh_HK' | 'zh_TW';
}

/**
 * The mini-program server API. Calls reject with `WechatApiError`; input that can never be valid rejects with a
 * `RangeError` before anything is sent.
 */
export interface WechatMiniProgramPort {
  /** Exchanges the code of `wx.login`. Check `isLoginCodeProblem` of the error. */
  codeToSession(code: string): Promise<WechatSession>;

  /** Exchanges the code of the phone-number button, a paid call. The number comes without its country code. */
  phoneNumber(code: string): Promise<{ countryCode: string; phone: string }>;

  /** A mini-program code as a PNG or JPEG file. */
  unlimitedCode(request: UnlimitedCodeRequest): Promise<Buffer>;

  /** The worst verdict over the whole text. Text nobody could judge rejects, so that publishing fails closed. */
  checkText(text: TextToCheck): Promise<TextJudgement>;

  /** Hands a picture in; the verdict comes later as the push event `wxa_media_check` with this trace id. */
  checkImage(image: ImageToCheck): Promise<{ traceId: string }>;

  /** Uses up one subscription of the user; errcode 43101 means there was none. */
  sendSubscribeMessage(message: SubscribeMessage): Promise<{ messageId: string | null }>;

  readonly shipping: ShippingManagementPort;
}
