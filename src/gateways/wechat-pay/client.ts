import { randomBytes as nodeRandomBytes } from 'node:crypto';
import { z } from 'zod';
import { downloadCertificates } from './certificate-download';
import { readWechatPayConfig, type WechatPayConfig } from './config';
import { WechatPayError } from './errors';
import type { Fetch } from './http-exchange';
import { readNotification, type NotificationSources } from './notifications';
import { PlatformKeys } from './platform-keys';
import type {
  PayParams,
  PrepayRequest,
  RefundRequest,
  SignedCallback,
  WechatPayNotification,
  WechatPayPort,
} from './port';
import { checkOutRefundNo, checkOutTradeNo, prepayBody, refundBody } from './request-fields';
import {
  parsePayment,
  parseRefund,
  readPaymentResource,
  readRefundResource,
  type PaymentState,
  type RefundState,
} from './resources';
import { SigningPay } from './signing-pay';
import { VerifiedTransport } from './verified-transport';

export type { WechatPayConfig } from './config';

export interface WechatPayDependencies {
  now: () => Date;
  randomBytes?: (size: number) => Buffer;
  fetch?: Fetch;
}

const ORDER_ABSENT = new Set(['ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'ORDER_NOT_EXISTS']);
const REFUND_ABSENT = new Set(['RESOURCE_NOT_EXISTS', 'REFUND_NOT_EXISTS', 'REFUNDNOTEXIST']);
const ORDER_PAID = new Set(['ORDERPAID', 'ORDER_PAID']);
const ORDER_CLOSED = new Set(['ORDERCLOSED', 'ORDER_CLOSED']);

// The library turns { prepay_id } into pay parameters of its own and leaves the id only inside `package`.
const prepayAnswer = z.object({ package: z.string().regex(/^prepay_id=\S{1,64}$/) });

function hasCode(error: WechatPayError, codes: Set<string>): boolean {
  return error.wechatCode !== undefined && codes.has(error.wechatCode);
}

function unreadable(what: string, mayHaveTakenEffect: boolean): WechatPayError {
  return new WechatPayError(`WeChat Pay answered a ${what} that cannot be read.`, {
    kind: 'api',
    isVerified: true,
    mayHaveTakenEffect,
    httpStatus: 200,
  });
}

/** A signature does not cover the question, so a genuine answer to another question could be replayed. */
function foreignAnswer(what: string, mayHaveTakenEffect: boolean): WechatPayError {
  return new WechatPayError(`WeChat Pay answered about another ${what}.`, {
    kind: 'unverified',
    verificationFailure: 'subject',
    mayHaveTakenEffect,
    httpStatus: 200,
  });
}

/** Turns "does not exist" into `null`, but only when WeChat Pay signed it; an unsigned 404 may come from anybody. */
function absentOnlyIfProved(error: unknown, codes: Set<string>): null {
  if (!(error instanceof WechatPayError) || error.httpStatus !== 404) throw error;
  if (error.isVerified) {
    if (hasCode(error, codes)) return null;
    throw error;
  }
  throw new WechatPayError('WeChat Pay answered 404 without a valid signature.', {
    kind: 'unverified',
    mayHaveTakenEffect: false,
    httpStatus: error.httpStatus,
    wechatCode: error.wechatCode,
    requestId: error.requestId,
    verificationFailure: error.verificationFailure,
    cause: error,
  });
}

class WechatPayClient implements WechatPayPort {
  readonly identity: { readonly appId: string; readonly mchId: string };
  readonly #pay: SigningPay;
  readonly #notificationSources: NotificationSources;

  constructor(
    config: WechatPayConfig,
    { now, randomBytes = nodeRandomBytes, fetch = globalThis.fetch }: WechatPayDependencies,
  ) {
    const settings = readWechatPayConfig(config);
    const { appId, mchId, apiV3Key, origin, publicKey, timeoutMs } = settings;
    const pay = new SigningPay(settings, { now, randomBytes });
    const authorization = (method: string, path: string) => pay.authorization(method, path);
    const download = () => downloadCertificates({ origin, apiV3Key, publicKey, authorization, now, timeoutMs, fetch });
    const keys = new PlatformKeys({ publicKey, download, now });
    pay.createHttp(new VerifiedTransport({ origin, publicKeyId: publicKey?.id ?? null, timeoutMs, fetch, keys, now }));
    this.identity = { appId, mchId };
    this.#pay = pay;
    this.#notificationSources = { keys, now, apiV3Key };
  }

  async prepay(request: PrepayRequest): Promise<{ prepayId: string }> {
    const output = await this.#pay.transactions_jsapi(prepayBody(request));
    const answer = prepayAnswer.safeParse(output.data).data;
    if (!answer) throw unreadable('prepay', true);
    return { prepayId: answer.package.slice('prepay_id='.length) };
  }

  payParams(prepayId: string): PayParams {
    if (!/^\S{1,64}$/.test(prepayId)) throw new RangeError('prepayId must be 1–64 characters.');
    const timeStamp = this.#pay.unixSeconds();
    const nonceStr = this.#pay.nonce();
    const packageText = `prepay_id=${prepayId}`;
    const message = [this.identity.appId, timeStamp, nonceStr, packageText, ''].join('\n');
    return { timeStamp, nonceStr, package: packageText, signType: 'RSA', paySign: this.#pay.sha256WithRsa(message) };
  }

  async queryPayment(outTradeNo: string): Promise<PaymentState | null> {
    checkOutTradeNo(outTradeNo);
    let data: unknown;
    try {
      data = (await this.#pay.query({ out_trade_no: outTradeNo })).data;
    } catch (error) {
      return absentOnlyIfProved(error, ORDER_ABSENT);
    }
    const payment = parsePayment(data);
    if (!payment) throw unreadable('payment', false);
    if (payment.outTradeNo !== outTradeNo) throw foreignAnswer('payment', false);
    return payment;
  }

  async closePayment(outTradeNo: string): Promise<'closed' | 'paid'> {
    try {
      await this.#pay.close(checkOutTradeNo(outTradeNo));
      return 'closed';
    } catch (error) {
      if (!(error instanceof WechatPayError) || error.kind !== 'api') throw error;
      return this.#closeOutcome(outTradeNo, error);
    }
  }

  /** A refused close usually lost the race with a payment; what counts is what WeChat Pay signs. */
  async #closeOutcome(outTradeNo: string, error: WechatPayError): Promise<'closed' | 'paid'> {
    const status = error.httpStatus ?? 0;
    if (status < 400 || status > 404 || status === 401) throw error;
    if (error.isVerified) {
      if (hasCode(error, ORDER_PAID)) return 'paid';
      if (hasCode(error, ORDER_CLOSED) || hasCode(error, ORDER_ABSENT)) return 'closed';
    }
    const payment = await this.queryPayment(outTradeNo);
    if (payment?.tradeState === 'SUCCESS' || payment?.tradeState === 'REFUND') return 'paid';
    if (payment === null || payment.tradeState === 'CLOSED') return 'closed';
    throw error;
  }

  async requestRefund(request: RefundRequest): Promise<RefundState> {
    const body = refundBody(request);
    const { data } = await this.#pay.refunds(body);
    const refund = parseRefund(data);
    if (!refund) throw unreadable('refund', true);
    if (refund.outRefundNo !== request.outRefundNo || refund.refundFen !== request.refundFen) {
      throw foreignAnswer('refund', true);
    }
    return refund;
  }

  async queryRefund(outRefundNo: string): Promise<RefundState | null> {
    checkOutRefundNo(outRefundNo);
    let data: unknown;
    try {
      data = (await this.#pay.find_refunds(outRefundNo)).data;
    } catch (error) {
      return absentOnlyIfProved(error, REFUND_ABSENT);
    }
    const refund = parseRefund(data);
    if (!refund) throw unreadable('refund', false);
    if (refund.outRefundNo !== outRefundNo) throw foreignAnswer('refund', false);
    return refund;
  }

  readNotification(callback: SignedCallback): Promise<WechatPayNotification> {
    return readNotification(callback, this.#notificationSources);
  }

  readPaymentResource(resource: unknown): PaymentState {
    return readPaymentResource(resource);
  }

  readRefundResource(resource: unknown): RefundState {
    return readRefundResource(resource);
  }
}

/**
 * A client for one merchant and one mini-program. Throws one sentence naming the environment variable when a
 * setting cannot be right.
 */
export function createWechatPayClient(config: WechatPayConfig, dependencies: WechatPayDependencies): WechatPayPort {
  return new WechatPayClient(config, dependencies);
}
