import { WechatPayError } from '../../../gateways/wechat-pay/port';
import { Refusal } from '../../../platform/errors/refusal';

/** What a user is told when WeChat Pay refused or could not be reached; anything else stays the error it is. */
export function toGatewayRefusal(error: unknown): unknown {
  if (!(error instanceof WechatPayError)) return error;
  return new Refusal('PaymentGatewayError', { wechatCode: error.wechatCode ?? null, isRetryable: error.isRetryable });
}
