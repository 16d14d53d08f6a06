/** Business codes of the HTTP contract (api.md, table of codes). The HTTP status belongs to the shell. */
export const REFUSAL_CODES = {
  BusinessError: 1000,
  ProductUnavailableError: 1001,
  InsufficientStockError: 1002,
  PurchaseLimitError: 1003,
  PriceChangedError: 1004,
  IdempotencyConflictError: 1005,
  OrderStateError: 1101,
  OrderExpiredError: 1102,
  PaymentGatewayError: 1201,
  RefundAmountError: 1202,
  RiskBlockedError: 1203,
  RiskVerifyError: 1204,
  InsufficientPointsError: 1301,
  AlreadyCheckedInError: 1302,
  CouponUnavailableError: 1401,
  GroupUnavailableError: 1501,
  DeliveryUnavailableError: 1601,
  PickupCodeError: 1602,
  WechatLoginError: 1701,
  WechatApiError: 1702,
  MerchantAccessError: 1801,
} as const;

export type RefusalName = keyof typeof REFUSAL_CODES;

/** Why a rule said no: the contract's name and code, and what the caller needs to act. */
export interface Refusal<N extends RefusalName = RefusalName> {
  readonly name: N;
  readonly code: (typeof REFUSAL_CODES)[N];
  readonly details: Readonly<Record<string, unknown>>;
}

export function refuse<N extends RefusalName>(name: N, details: Readonly<Record<string, unknown>> = {}): Refusal<N> {
  return { name, code: REFUSAL_CODES[name], details };
}
