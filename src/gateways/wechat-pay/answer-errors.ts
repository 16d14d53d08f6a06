import { WechatPayError } from './errors';

export const hasCode = (error: WechatPayError, codes: ReadonlySet<string>): boolean =>
  error.wechatCode !== undefined && codes.has(error.wechatCode);

/** WeChat Pay signed something that does not have the documented shape. */
export function unreadable(what: string, mayHaveTakenEffect: boolean): WechatPayError {
  return new WechatPayError(`WeChat Pay answered a ${what} that cannot be read.`, {
    kind: 'api',
    isVerified: true,
    mayHaveTakenEffect,
    httpStatus: 200,
  });
}

/** A signature does not cover the question, so a genuine answer to another question could be replayed. */
export function foreignAnswer(what: string, mayHaveTakenEffect: boolean): WechatPayError {
  return new WechatPayError(`WeChat Pay answered about another ${what}.`, {
    kind: 'unverified',
    verificationFailure: 'subject',
    mayHaveTakenEffect,
    httpStatus: 200,
  });
}

export interface Absence {
  httpStatus: number;
  codes: ReadonlySet<string>;
}

/** Turns "does not exist" into `null`, but only when WeChat Pay signed it; an unsigned answer may come from anybody. */
export function absentOnlyIfProved(error: unknown, { httpStatus, codes }: Absence): null {
  if (!(error instanceof WechatPayError) || error.httpStatus !== httpStatus) throw error;
  if (error.isVerified) {
    if (hasCode(error, codes)) return null;
    throw error;
  }
  throw new WechatPayError(`WeChat Pay answered ${String(httpStatus)} without a valid signature.`, {
    kind: 'unverified',
    mayHaveTakenEffect: false,
    httpStatus: error.httpStatus,
    wechatCode: error.wechatCode,
    requestId: error.requestId,
    verificationFailure: error.verificationFailure,
    cause: error,
  });
}
