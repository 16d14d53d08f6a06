export type PushQuery = Record<string, string | string[] | undefined>;

export interface PushMessage {
  fromUser: string;
  toUser: string;
  /** Unix seconds. */
  createTime: number;
  msgType: string;
  event: string | null;
  /** Equal for every repetition of one push: WeChat sends again up to three times. */
  dedupeKey: string;
  /** All fields as pushed. */
  fields: Record<string, unknown>;
  format: 'json' | 'xml';
}

export type PushRejection = 'query' | 'stale' | 'signature' | 'decrypt' | 'format';

/** A push that must be answered with `httpStatus` and change nothing. */
export class PushRejectedError extends Error {
  override readonly name = 'PushRejectedError';
  readonly reason: PushRejection;
  readonly httpStatus: 400 | 401;

  constructor(reason: PushRejection, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.reason = reason;
    this.httpStatus = reason === 'decrypt' || reason === 'format' ? 400 : 401;
  }
}

/** Verifies what WeChat's message push sends to us. */
export interface MessagePushPort {
  /** The text to answer the URL check (GET) with, verbatim as text/plain. Throws `PushRejectedError`. */
  verifyUrl(query: PushQuery): string;

  /** Verifies, decrypts and reads one push (POST). Throws `PushRejectedError`. */
  read(query: PushQuery, rawBody: string | Buffer): PushMessage;
}
