import { WechatPayError } from '../../../gateways/wechat-pay/port';

/** WeChat itself said no, under a valid signature, and did nothing: the only refusal that counts as an answer. */
export const isProvedRefusal = (error: unknown): error is WechatPayError =>
  error instanceof WechatPayError &&
  error.kind === 'api' &&
  error.isVerified &&
  !error.isRetryable &&
  !error.mayHaveTakenEffect;

export const codeOf = (error: unknown): string | null =>
  error instanceof WechatPayError ? (error.wechatCode ?? null) : null;

/** Fit for a column of 255 characters. */
export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 250);
