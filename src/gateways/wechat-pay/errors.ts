/** Why a signed message from WeChat Pay was not believed. `probe` is WeChat's own deliberately wrong test signature. */
export type VerificationFailure = 'headers' | 'stale' | 'serial' | 'signature' | 'probe';

/** `subject`: a genuine answer, but to another question. `hash`: a download that is not what was announced. */
export type AnswerDoubt = VerificationFailure | 'subject' | 'hash';

/**
 * - `network`: no complete answer arrived.
 * - `api`: WeChat Pay answered with an error, or with a body that cannot be read.
 * - `unverified`: an answer arrived whose origin is not proved. No money conclusion may be drawn from it.
 */
export type WechatPayErrorKind = 'network' | 'api' | 'unverified';

export interface WechatPayErrorDetails {
  kind: WechatPayErrorKind;
  mayHaveTakenEffect: boolean;
  isVerified?: boolean;
  httpStatus?: number;
  wechatCode?: string;
  requestId?: string;
  verificationFailure?: AnswerDoubt;
  cause?: unknown;
}

const FINAL_API_STATUS = { min: 400, max: 499, tooManyRequests: 429 } as const;
/** Refused with 400 all the same, although nothing is wrong with the question but its hour. */
const TOO_EARLY = new Set(['STATEMENT_CREATING', 'NO_STATEMENT_EXIST']);

function isRetryableFailure({ kind, httpStatus, wechatCode }: WechatPayErrorDetails): boolean {
  if (kind !== 'api') return true;
  if (wechatCode !== undefined && TOO_EARLY.has(wechatCode)) return true;
  if (httpStatus === FINAL_API_STATUS.tooManyRequests) return true;
  return httpStatus === undefined || httpStatus < FINAL_API_STATUS.min || httpStatus > FINAL_API_STATUS.max;
}

/**
 * The one error of every outgoing WeChat Pay call. Its message and fields never hold the Authorization header,
 * a request body or an openid, so it can be logged as it is.
 */
export class WechatPayError extends Error {
  override readonly name = 'WechatPayError';
  readonly kind: WechatPayErrorKind;
  /** True unless it is certain that WeChat Pay did not carry the command out. Always false for reads. */
  readonly mayHaveTakenEffect: boolean;
  /** True when the error answer itself carried a valid signature. */
  readonly isVerified: boolean;
  readonly httpStatus: number | undefined;
  readonly wechatCode: string | undefined;
  /** WeChat's `Request-ID`; their support looks errors up by it. */
  readonly requestId: string | undefined;
  readonly verificationFailure: AnswerDoubt | undefined;
  /** The same call, with the same merchant number and parameters, is worth repeating later. */
  readonly isRetryable: boolean;

  constructor(message: string, details: WechatPayErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = details.kind;
    this.mayHaveTakenEffect = details.mayHaveTakenEffect;
    this.isVerified = details.isVerified ?? false;
    this.httpStatus = details.httpStatus;
    this.wechatCode = details.wechatCode;
    this.requestId = details.requestId;
    this.verificationFailure = details.verificationFailure;
    this.isRetryable = isRetryableFailure(details);
  }
}

export type NotificationRejection = VerificationFailure | 'decrypt' | 'format';

/** A callback that must be answered with `httpStatus` and change nothing. `probe` is routine and no reason for an alarm. */
export class NotificationRejectedError extends Error {
  override readonly name = 'NotificationRejectedError';
  readonly reason: NotificationRejection;
  /** 401 when the sender is not proved, 400 when the proved content cannot be read. */
  readonly httpStatus: 400 | 401;

  constructor(reason: NotificationRejection, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.reason = reason;
    this.httpStatus = reason === 'decrypt' || reason === 'format' ? 400 : 401;
  }
}
