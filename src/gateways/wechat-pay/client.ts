import { randomBytes as nodeRandomBytes } from 'node:crypto';
import { z } from 'zod';
import { downloadCertificates } from './certificate-download';
import { readWechatPayConfig, type WechatPayConfig } from './config';
import { absentOnlyIfProved, foreignAnswer, hasCode, unreadable, type Absence } from './answer-errors';
import { ApiCalls } from './api-calls';
import { BillDownload } from './bill-download';
import { WechatPayError } from './errors';
import type { Fetch } from './http-exchange';
import { readNotification, type NotificationSources } from './notifications';
import { PlatformKeys } from './platform-keys';
import { ProfitSharingCalls } from './profit-sharing-calls';
import type {
  AbnormalRefundRequest,
  BillRequest,
  NewProfitReceiver,
  ProfitReturnRequest,
  ProfitReturnState,
  ProfitSharingRequest,
  ProfitSharingState,
  TransferRequest,
  TransferState,
  UnfreezeRequest,
  PayParams,
  PrepayRequest,
  RefundRequest,
  SignedCallback,
  WechatPayNotification,
  WechatPayPort,
} from './port';
import {
  abnormalRefundBody,
  checkAbnormalRefund,
  checkOutRefundNo,
  checkOutTradeNo,
  prepayBody,
  refundBody,
} from './request-fields';
import {
  parsePayment,
  parseRefund,
  readPaymentResource,
  readRefundResource,
  type PaymentState,
  type RefundState,
} from './resources';
import { SigningPay } from './signing-pay';
import { TransferCalls } from './transfer-calls';
import { VerifiedTransport } from './verified-transport';

export type { WechatPayConfig } from './config';

export interface WechatPayDependencies {
  now: () => Date;
  randomBytes?: (size: number) => Buffer;
  fetch?: Fetch;
}

const ORDER_ABSENT: Absence = {
  httpStatus: 404,
  codes: new Set(['ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'ORDER_NOT_EXISTS']),
};
const REFUND_ABSENT: Absence = {
  httpStatus: 404,
  codes: new Set(['RESOURCE_NOT_EXISTS', 'REFUND_NOT_EXISTS', 'REFUNDNOTEXIST']),
};
const ORDER_PAID = new Set(['ORDERPAID', 'ORDER_PAID']);
const ORDER_CLOSED = new Set(['ORDERCLOSED', 'ORDER_CLOSED']);

// The library turns { prepay_id } into pay parameters of its own and leaves the id only inside `package`.
const prepayAnswer = z.object({ package: z.string().regex(/^prepay_id=\S{1,64}$/) });

class WechatPayClient implements WechatPayPort {
  readonly identity: { readonly appId: string; readonly mchId: string };
  readonly #pay: SigningPay;
  readonly #calls: ApiCalls;
  readonly #bills: BillDownload;
  readonly #transfers: TransferCalls;
  readonly #profitSharing: ProfitSharingCalls;
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
    const publicKeyId = publicKey?.id ?? null;
    const transport = new VerifiedTransport({ origin, publicKeyId, timeoutMs, fetch, keys, now });
    pay.createHttp(transport);
    const calls = new ApiCalls({ pay, transport, encryptionKey: () => keys.encryptionKey() });
    this.identity = { appId, mchId };
    this.#pay = pay;
    this.#profitSharing = new ProfitSharingCalls(calls, appId);
    this.#transfers = new TransferCalls(calls, appId);
    this.#calls = calls;
    this.#bills = new BillDownload({ calls, origin, publicKeyId, authorization, timeoutMs, fetch, now });
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
      if (hasCode(error, ORDER_CLOSED) || hasCode(error, ORDER_ABSENT.codes)) return 'closed';
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

  async applyAbnormalRefund(request: AbnormalRefundRequest): Promise<RefundState> {
    checkAbnormalRefund(request);
    const path = `/v3/refund/domestic/refunds/${request.refundId}/apply-abnormal-refund`;
    const refund = parseRefund(await this.#calls.postSealed(path, (seal) => abnormalRefundBody(request, seal)));
    if (!refund) throw unreadable('refund', true);
    if (refund.outRefundNo !== request.outRefundNo) throw foreignAnswer('refund', true);
    return refund;
  }

  openBill(request: BillRequest): Promise<AsyncIterable<Buffer> | null> {
    return this.#bills.open(request);
  }

  addReceiver(receiver: NewProfitReceiver): Promise<void> {
    return this.#profitSharing.addReceiver(receiver);
  }

  shareProfit(request: ProfitSharingRequest): Promise<ProfitSharingState> {
    return this.#profitSharing.shareProfit(request);
  }

  queryProfitSharing(outOrderNo: string, transactionId: string): Promise<ProfitSharingState | null> {
    return this.#profitSharing.queryProfitSharing(outOrderNo, transactionId);
  }

  queryUnsplitAmount(transactionId: string): Promise<number> {
    return this.#profitSharing.queryUnsplitAmount(transactionId);
  }

  unfreeze(request: UnfreezeRequest): Promise<ProfitSharingState> {
    return this.#profitSharing.unfreeze(request);
  }

  returnProfit(request: ProfitReturnRequest): Promise<ProfitReturnState> {
    return this.#profitSharing.returnProfit(request);
  }

  queryProfitReturn(outReturnNo: string, outOrderNo: string): Promise<ProfitReturnState | null> {
    return this.#profitSharing.queryProfitReturn(outReturnNo, outOrderNo);
  }

  requestTransfer(request: TransferRequest): Promise<TransferState> {
    return this.#transfers.requestTransfer(request);
  }

  queryTransfer(outBillNo: string): Promise<TransferState | null> {
    return this.#transfers.queryTransfer(outBillNo);
  }

  cancelTransfer(outBillNo: string): Promise<TransferState> {
    return this.#transfers.cancelTransfer(outBillNo);
  }

  readTransferResource(resource: unknown): TransferState {
    return this.#transfers.readTransferResource(resource);
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
