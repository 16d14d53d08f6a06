/** Every refusal the Content API knows, by name: code, HTTP status and a sentence fit to show to a user. */
export const catalogue = {
  ValidationError: { code: 400, status: 400, zh: '请求参数不正确', en: 'The request is not valid' },
  UnauthorizedError: { code: 401, status: 401, zh: '请先登录', en: 'Please sign in first' },
  ForbiddenError: { code: 403, status: 403, zh: '没有权限执行此操作', en: 'You are not allowed to do this' },
  NotFoundError: { code: 404, status: 404, zh: '没有找到相关内容', en: 'Not found' },
  MethodNotAllowedError: { code: 405, status: 405, zh: '不支持这种请求方式', en: 'Method not allowed' },
  PayloadTooLargeError: { code: 413, status: 413, zh: '提交的内容太大了', en: 'The request body is too large' },
  UnsupportedMediaTypeError: { code: 415, status: 415, zh: '不支持这种内容格式', en: 'Unsupported content type' },
  RateLimitError: {
    code: 429,
    status: 429,
    zh: '操作太频繁，请稍后再试',
    en: 'Too many requests, please try again later',
  },
  InternalServerError: {
    code: 500,
    status: 500,
    zh: '系统开小差了，请稍后再试',
    en: 'Something went wrong on our side',
  },
  ServiceUnavailableError: {
    code: 503,
    status: 503,
    zh: '服务暂不可用，请稍后再试',
    en: 'The service is not available right now',
  },
  BusinessError: { code: 1000, status: 400, zh: '操作无法完成', en: 'This cannot be done' },
  ProductUnavailableError: {
    code: 1001,
    status: 409,
    zh: '商品已下架或暂不可购买',
    en: 'The product is not available',
  },
  InsufficientStockError: { code: 1002, status: 409, zh: '库存不足', en: 'Not enough stock' },
  PurchaseLimitError: { code: 1003, status: 409, zh: '超出每人限购数量', en: 'The purchase limit is reached' },
  PriceChangedError: {
    code: 1004,
    status: 409,
    zh: '价格有变动，请确认后重新提交',
    en: 'The price has changed, please confirm',
  },
  IdempotencyConflictError: {
    code: 1005,
    status: 409,
    zh: '请勿用同一请求号提交不同内容',
    en: 'This idempotency key was used with another body',
  },
  OrderStateError: {
    code: 1101,
    status: 409,
    zh: '订单当前状态不支持此操作',
    en: 'The order is not in a state that allows this',
  },
  OrderExpiredError: {
    code: 1102,
    status: 409,
    zh: '订单已超过支付时间',
    en: 'The payment window of this order is over',
  },
  PaymentGatewayError: {
    code: 1201,
    status: 502,
    zh: '微信支付暂时不可用，请稍后重试',
    en: 'WeChat Pay is not available, please retry',
  },
  RefundAmountError: {
    code: 1202,
    status: 409,
    zh: '退款金额超过可退金额',
    en: 'The refund is more than what is left',
  },
  RiskBlockedError: {
    code: 1203,
    status: 403,
    zh: '交易存在风险，已被拦截',
    en: 'This was blocked for safety reasons',
  },
  RiskVerifyError: { code: 1204, status: 403, zh: '请先完成安全验证', en: 'Please verify yourself first' },
  InsufficientPointsError: { code: 1301, status: 409, zh: '积分不足', en: 'Not enough points' },
  AlreadyCheckedInError: { code: 1302, status: 409, zh: '今天已经签到过了', en: 'Already checked in today' },
  CouponUnavailableError: { code: 1401, status: 409, zh: '优惠券不可用', en: 'The coupon cannot be used' },
  GroupUnavailableError: { code: 1501, status: 409, zh: '拼团不可用', en: 'The group cannot be joined' },
  DeliveryUnavailableError: { code: 1601, status: 409, zh: '所选配送方式不可用', en: 'This delivery is not available' },
  PickupCodeError: { code: 1602, status: 409, zh: '取货码无效', en: 'The pickup code is not valid' },
  WechatLoginError: { code: 1701, status: 401, zh: '微信登录失败，请重试', en: 'WeChat sign-in failed, please retry' },
  WechatApiError: {
    code: 1702,
    status: 502,
    zh: '微信服务暂时不可用，请稍后重试',
    en: 'WeChat is not available, please retry',
  },
  MerchantAccessError: { code: 1801, status: 403, zh: '没有该商户的操作权限', en: 'No access to this merchant' },
} as const;

export type RefusalName = keyof typeof catalogue;
export interface RefusalEntry {
  code: number;
  status: number;
  zh: string;
  en: string;
}

/** The catalogue's answer for an error that only carries an HTTP status (router, body parser, Strapi itself). */
export function nameOfStatus(status: number): RefusalName {
  const found = (Object.entries(catalogue) as [RefusalName, RefusalEntry][]).find(([, entry]) => entry.code === status);
  if (found) return found[0];
  return status >= 500 ? 'InternalServerError' : 'ValidationError';
}
