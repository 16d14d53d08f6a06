/** A refusal of the payment platform: HTTP status, code and internal number as in wechat.md A2, A6, A8, A9, A14. */
export class PayRefusal extends Error {
  override readonly name = 'PayRefusal';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Stands at the end of `Request-ID`. */
    readonly internalCode: number,
    readonly detail?: Record<string, unknown>,
  ) {
    super(message);
  }
}

export const invalidParameter = (message: string, detail?: Record<string, unknown>): PayRefusal =>
  new PayRefusal(400, 'PARAM_ERROR', message, 268435461, detail);

export const invalidRequest = (message: string): PayRefusal =>
  new PayRefusal(400, 'INVALID_REQUEST', message, 268435461);

export const extraParameters = (names: readonly string[]): PayRefusal =>
  new PayRefusal(400, 'PARAM_ERROR', '参数中含有非法的额外参数', 270924358, {
    field: `/${names[0] ?? ''}`,
    issue: `unexpected ${names.join(', ')}`,
    location: 'body',
  });

export const wrongSignature = (message: string, detail?: Record<string, unknown>): PayRefusal =>
  new PayRefusal(401, 'SIGN_ERROR', message, 268443699, detail);

export const appNotBound = (): PayRefusal =>
  new PayRefusal(400, 'APPID_MCHID_NOT_MATCH', 'appid与商户号未绑定', 268445527);

export const orderNotExist = (): PayRefusal => new PayRefusal(404, 'ORDER_NOT_EXIST', '订单不存在', 268512771);

export const alreadyPaid = (): PayRefusal => new PayRefusal(400, 'ORDERPAID', '该订单已支付', 268449538);

export const orderClosed = (): PayRefusal => new PayRefusal(400, 'ORDER_CLOSED', '该订单已失效', 268447914);

export const differsFromFirstRequest = (): PayRefusal =>
  new PayRefusal(400, 'INVALID_REQUEST', '请求重入时，参数与首次请求时不一致', 268498688);

export const tooFrequent = (message = '频率超限，请稍后以相同参数重试'): PayRefusal =>
  new PayRefusal(429, 'FREQUENCY_LIMITED', message, 268447840);

export const systemError = (): PayRefusal =>
  new PayRefusal(500, 'SYSTEM_ERROR', '系统异常，请以相同参数重新调用', 268435462);

export const notEnoughBalance = (): PayRefusal =>
  new PayRefusal(403, 'NOT_ENOUGH', '商户可用余额不足，充值后请以相同单号重试', 268435463);

export const resourceNotExists = (message: string): PayRefusal =>
  new PayRefusal(404, 'RESOURCE_NOT_EXISTS', message, 268435464);
