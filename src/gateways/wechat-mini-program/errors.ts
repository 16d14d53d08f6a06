/**
 * - `rejected`: WeChat understood and refused; the same call will be refused again.
 * - `busy`: a limit or a short disturbance on their side; later repetition is sensible.
 * - `network`: no complete, readable answer; for sends it is unknown whether they took effect.
 */
export type WechatApiErrorKind = 'rejected' | 'network' | 'busy';

export interface WechatApiErrorDetails {
  kind: WechatApiErrorKind;
  errcode?: number;
  errmsg?: string;
  rid?: string;
  cause?: unknown;
}

// -1 system busy, 4499x rate per minute, 45009 daily quota, 45011 rate per user, 43108 parallel sends to one user.
const BUSY_CODES = new Set([-1, 44990, 44991, 45009, 45011, 43108]);
// 40029 invalid or expired, 40163 already used, 40226 high-risk user, 45011 too many logins of one user.
const LOGIN_CODE_PROBLEMS = new Set([40029, 40163, 40226, 45011]);

/** The one error of every mini-program API call. Holds neither token nor secret nor openid. */
export class WechatApiError extends Error {
  override readonly name = 'WechatApiError';
  readonly kind: WechatApiErrorKind;
  /** WeChat's code; 0 when no readable answer arrived. */
  readonly errcode: number;
  readonly errmsg: string;
  /** WeChat's request id, for their support. */
  readonly rid: string | undefined;

  constructor(message: string, details: WechatApiErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = details.kind;
    this.errcode = details.errcode ?? 0;
    this.errmsg = details.errmsg ?? '';
    this.rid = details.rid;
  }

  /** The code the client brought is to blame (or its user), not the platform: answer 1701 and let it log in again. */
  get isLoginCodeProblem(): boolean {
    return LOGIN_CODE_PROBLEMS.has(this.errcode);
  }

  static fromAnswer(errcode: number, errmsg: string): WechatApiError {
    const rid = /rid: ?([0-9A-Za-z-]+)/.exec(errmsg)?.[1];
    return new WechatApiError(`WeChat refused with ${String(errcode)}: ${errmsg.slice(0, 200)}`, {
      kind: BUSY_CODES.has(errcode) ? 'busy' : 'rejected',
      errcode,
      errmsg,
      rid,
    });
  }
}
