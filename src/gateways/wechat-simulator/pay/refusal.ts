/** A refusal of the payment platform: HTTP status, code and internal number as in wechat.md A2, A6, A8, A9, A14. */
export class PayRefusal extends Error {
  override readonly name = 'PayRefusal';

  readonly status: number;
  readonly code: string;
  /** Stands at the end of `Request-ID`. */
  readonly internalCode: number;
  readonly detail: Record<string, unknown> | undefined;

  constructor(
    kind: { status: number; code: string; internalCode: number },
    message: string,
    detail?: Record<string, unknown>,
  ) {
    super(message);
    this.status = kind.status;
    this.code = kind.code;
    this.internalCode = kind.internalCode;
    this.detail = detail;
  }
}

export const invalidParameter = (message: string, detail?: Record<string, unknown>): PayRefusal =>
  new PayRefusal({ status: 400, code: 'PARAM_ERROR', internalCode: 268435461 }, message, detail);

export const invalidRequest = (message: string): PayRefusal =>
  new PayRefusal({ status: 400, code: 'INVALID_REQUEST', internalCode: 268435461 }, message);

export const extraParameters = (names: readonly string[]): PayRefusal =>
  new PayRefusal({ status: 400, code: 'PARAM_ERROR', internalCode: 270924358 }, '参数中含有非法的额外参数', {
    field: `/${names[0] ?? ''}`,
    issue: `unexpected ${names.join(', ')}`,
    location: 'body',
  });

export const wrongSignature = (message: string, detail?: Record<string, unknown>): PayRefusal =>
  new PayRefusal({ status: 401, code: 'SIGN_ERROR', internalCode: 268443699 }, message, detail);

export const appNotBound = (): PayRefusal =>
  new PayRefusal({ status: 400, code: 'APPID_MCHID_NOT_MATCH', internalCode: 268445527 }, 'appid与商户号未绑定');

export const orderNotExist = (): PayRefusal =>
  new PayRefusal({ status: 404, code: 'ORDER_NOT_EXIST', internalCode: 268512771 }, '订单不存在');

export const alreadyPaid = (): PayRefusal =>
  new PayRefusal({ status: 400, code: 'ORDERPAID', internalCode: 268449538 }, '该订单已支付');

export const orderClosed = (): PayRefusal =>
  new PayRefusal({ status: 400, code: 'ORDER_CLOSED', internalCode: 268447914 }, '该订单已失效');

export const differsFromFirstRequest = (): PayRefusal =>
  new PayRefusal(
    { status: 400, code: 'INVALID_REQUEST', internalCode: 268498688 },
    '请求重入时，参数与首次请求时不一致',
  );

export const tooFrequent = (message = '频率超限，请稍后以相同参数重试'): PayRefusal =>
  new PayRefusal({ status: 429, code: 'FREQUENCY_LIMITED', internalCode: 268447840 }, message);

export const systemError = (): PayRefusal =>
  new PayRefusal({ status: 500, code: 'SYSTEM_ERROR', internalCode: 268435462 }, '系统异常，请以相同参数重新调用');

export const notEnoughBalance = (message = '商户可用余额不足，充值后请以相同单号重试'): PayRefusal =>
  new PayRefusal({ status: 403, code: 'NOT_ENOUGH', internalCode: 268435463 }, message);

export const noPermission = (): PayRefusal =>
  new PayRefusal({ status: 403, code: 'NO_AUTH', internalCode: 268435470 }, '商户未开通该产品权限');

export const overSharingLimit = (message: string): PayRefusal =>
  new PayRefusal({ status: 403, code: 'RULE_LIMIT', internalCode: 268435467 }, message);

export const numberIsTaken = (): PayRefusal =>
  new PayRefusal(
    { status: 400, code: 'ALREADY_EXISTS', internalCode: 268435468 },
    '商户单号已存在，且请求参数与首次请求时不一致',
  );

export const notFound = (message: string): PayRefusal =>
  new PayRefusal({ status: 404, code: 'NOT_FOUND', internalCode: 268435469 }, message);

export const noBill = (): PayRefusal =>
  new PayRefusal({ status: 400, code: 'NO_STATEMENT_EXIST', internalCode: 268435465 }, '请求的账单文件不存在');

export const billIsBeingMade = (): PayRefusal =>
  new PayRefusal({ status: 400, code: 'STATEMENT_CREATING', internalCode: 268435466 }, '请求的账单正在生成中');

export const resourceNotExists = (message: string): PayRefusal =>
  new PayRefusal({ status: 404, code: 'RESOURCE_NOT_EXISTS', internalCode: 268435464 }, message);
