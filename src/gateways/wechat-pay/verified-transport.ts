import { z } from 'zod';
import { WechatPayError, type VerificationFailure } from './errors';
import { exchange, type Fetch, type HttpAnswer, type HttpRequest } from './http-exchange';
import { verifyMessage, type Verification, type VerificationSources } from './message-verifier';
import { LIBRARY_ORIGIN, USER_AGENT } from './signing-pay';

export interface VerifiedTransportConfig extends VerificationSources {
  origin: string;
  /** Tells WeChat Pay which key to sign its answer with; `null` in certificate mode. */
  publicKeyId: string | null;
  timeoutMs: number;
  fetch: Fetch;
}

export interface VerifiedAnswer {
  status: number;
  data: unknown;
}

const errorBody = z.object({ code: z.string().max(64), message: z.string().catch('') });
const MAX_MESSAGE_LENGTH = 200;

const FAILURE_SENTENCE: Record<VerificationFailure, string> = {
  headers: 'it carries no signature',
  stale: 'its timestamp is more than five minutes off',
  serial: 'it is signed with an unknown key',
  signature: 'its signature is wrong',
  probe: 'it carries a test signature',
};

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** Prepares the headers every request must carry. The signed text does not include any of them. */
export function requestHeaders(authorization: string, publicKeyId: string | null): Record<string, string> {
  return {
    Accept: 'application/json',
    Authorization: authorization,
    'User-Agent': USER_AGENT,
    ...(publicKeyId ? { 'Wechatpay-Serial': publicKeyId } : {}),
  };
}

/** An error answer (not 2xx). Only a signed one is proof; a client error that is not signed proves nothing. */
export function apiError(request: HttpRequest, answer: HttpAnswer, verification: Verification): WechatPayError {
  const { isVerified } = verification;
  const parsed = errorBody.safeParse(parseJson(answer.body)).data;
  const isForged = !isVerified && verification.reason !== 'headers';
  const isCertainlyRefused = isVerified && answer.status < 500;
  const said = parsed ? `${parsed.code} ${parsed.message.slice(0, MAX_MESSAGE_LENGTH)}`.trim() : 'an unreadable error';
  return new WechatPayError(`WeChat Pay answered ${String(answer.status)}: ${said}.`, {
    kind: isForged ? 'unverified' : 'api',
    mayHaveTakenEffect: request.method !== 'GET' && !isCertainlyRefused,
    isVerified,
    httpStatus: answer.status,
    wechatCode: parsed?.code,
    requestId: answer.header('request-id') ?? undefined,
    ...(isVerified ? {} : { verificationFailure: verification.reason }),
  });
}

/**
 * The payment library's HTTP service: sends to the configured origin what the library signed for the official one
 * (the host is not part of the signature) and lets only verified answers back in. It throws `WechatPayError`,
 * which passes through the library untouched.
 */
export class VerifiedTransport {
  readonly #config: VerifiedTransportConfig;

  constructor(config: VerifiedTransportConfig) {
    this.#config = config;
  }

  get(url: string, headers: Record<string, string>): Promise<VerifiedAnswer> {
    return this.#send({ method: 'GET', url, headers });
  }

  post(url: string, params: object, headers: Record<string, string>): Promise<VerifiedAnswer> {
    // The library signed JSON.stringify of the same object, so these are the signed bytes.
    return this.#send({ method: 'POST', url, headers, body: JSON.stringify(params) });
  }

  upload(): Promise<never> {
    return Promise.reject(new Error('File upload is not offered.'));
  }

  /** A call the library does not know, signed by the caller; `encryptedFor` names the key of its encrypted fields. */
  send(request: HttpRequest, encryptedFor: string | null = null): Promise<VerifiedAnswer> {
    return this.#send(request, encryptedFor ?? this.#config.publicKeyId);
  }

  async #send(
    { url, headers, ...rest }: HttpRequest,
    platformSerial = this.#config.publicKeyId,
  ): Promise<VerifiedAnswer> {
    if (!url.startsWith(`${LIBRARY_ORIGIN}/`)) throw new Error('The payment library asked for a foreign host.');
    const request: HttpRequest = {
      ...rest,
      url: this.#config.origin + url.slice(LIBRARY_ORIGIN.length),
      headers: {
        ...requestHeaders(headers['Authorization'] ?? '', platformSerial),
        ...(rest.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
    };
    const answer = await exchange(request, this.#config);
    const verification = await verifyMessage(answer.header, answer.body, this.#config);
    if (answer.status < 200 || answer.status > 299) throw apiError(request, answer, verification);
    if (!verification.isVerified) throw this.#unverified(request, answer, verification);
    return { status: answer.status, data: this.#readData(request, answer) };
  }

  #unverified(
    request: HttpRequest,
    answer: HttpAnswer,
    { reason, cause }: Extract<Verification, { isVerified: false }>,
  ): WechatPayError {
    return new WechatPayError(`The answer of WeChat Pay is not believed: ${FAILURE_SENTENCE[reason]}.`, {
      kind: 'unverified',
      mayHaveTakenEffect: request.method !== 'GET',
      verificationFailure: reason,
      httpStatus: answer.status,
      requestId: answer.header('request-id') ?? undefined,
      cause,
    });
  }

  #readData(request: HttpRequest, answer: HttpAnswer): unknown {
    // The library reads fields of the answer without asking whether there is one.
    if (answer.body.length === 0) return {};
    const data = parseJson(answer.body);
    if (typeof data === 'object' && data !== null) return data;
    throw new WechatPayError('WeChat Pay answered something that is not JSON.', {
      kind: 'api',
      mayHaveTakenEffect: request.method !== 'GET',
      isVerified: true,
      httpStatus: answer.status,
      requestId: answer.header('request-id') ?? undefined,
    });
  }
}
