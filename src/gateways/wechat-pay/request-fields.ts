import type { AbnormalRefundRequest, PrepayRequest, RefundRequest } from './port';

const CHINA_OFFSET_MS = 8 * 3600 * 1000;
const MAX_DESCRIPTION_LENGTH = 127;
const MAX_REASON_LENGTH = 80;
const MAX_ATTACH_LENGTH = 128;
const MAX_URL_LENGTH = 255;

export function ensure(isValid: boolean, sentence: string): void {
  if (!isValid) throw new RangeError(sentence);
}

/** The library puts this number into the URL as it is; other characters would change the path or the signature. */
export function checkOutTradeNo(outTradeNo: string): string {
  ensure(/^[0-9A-Za-z_-]{6,32}$/.test(outTradeNo), 'outTradeNo must be 6–32 characters of [0-9A-Za-z_-].');
  return outTradeNo;
}

export function checkOutRefundNo(outRefundNo: string): string {
  ensure(/^[0-9A-Za-z_-]{6,64}$/.test(outRefundNo), 'outRefundNo must be 6–64 characters of [0-9A-Za-z_-].');
  return outRefundNo;
}

export function checkFen(name: string, fen: number): number {
  ensure(Number.isSafeInteger(fen) && fen >= 1, `${name} must be a positive whole number of fen.`);
  return fen;
}

export function checkNotifyUrl(notifyUrl: string): string {
  const url = URL.canParse(notifyUrl) && notifyUrl.trim() === notifyUrl ? new URL(notifyUrl) : null;
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && !url.search && !url.hash;
  ensure(isPlain && notifyUrl.length <= MAX_URL_LENGTH, 'notifyUrl must be an absolute http(s) URL without a query.');
  return notifyUrl;
}

/** Cuts between characters, never inside a surrogate pair. */
export function truncate(text: string, maxLength: number): string {
  let cut = '';
  for (const character of text) {
    if (cut.length + character.length > maxLength) break;
    cut += character;
  }
  return cut;
}

/** RFC 3339 with China's offset and whole seconds, the form WeChat Pay documents. */
export function chinaTime(instant: Date): string {
  return `${new Date(instant.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** Body of `POST /v3/pay/transactions/jsapi` without appid and mchid, which the library adds. Absent means left out. */
export function prepayBody(request: PrepayRequest) {
  ensure(request.description.trim() !== '', 'description must not be empty.');
  ensure(/^\S{1,128}$/.test(request.payerOpenid), 'payerOpenid must be 1–128 characters.');
  ensure((request.attach?.length ?? 0) <= MAX_ATTACH_LENGTH, 'attach must not exceed 128 characters.');
  return {
    description: truncate(request.description, MAX_DESCRIPTION_LENGTH),
    out_trade_no: checkOutTradeNo(request.outTradeNo),
    time_expire: chinaTime(request.expiresAt),
    ...(request.attach ? { attach: request.attach } : {}),
    notify_url: checkNotifyUrl(request.notifyUrl),
    amount: { total: checkFen('amountFen', request.amountFen), currency: 'CNY' },
    payer: { openid: request.payerOpenid },
    ...(request.clientIp ? { scene_info: { payer_client_ip: request.clientIp } } : {}),
    ...(request.isProfitSharing ? { settle_info: { profit_sharing: true } } : {}),
  };
}

/** Body of `POST /v3/refund/domestic/refunds`. */
export function refundBody(request: RefundRequest) {
  const { refundFen, totalFen } = request;
  checkOutTradeNo(request.outTradeNo);
  ensure(checkFen('refundFen', refundFen) <= checkFen('totalFen', totalFen), 'refundFen must not exceed totalFen.');
  return {
    ...(request.transactionId ? { transaction_id: request.transactionId } : { out_trade_no: request.outTradeNo }),
    out_refund_no: checkOutRefundNo(request.outRefundNo),
    ...(request.reason ? { reason: truncate(request.reason, MAX_REASON_LENGTH) } : {}),
    ...(request.notifyUrl ? { notify_url: checkNotifyUrl(request.notifyUrl) } : {}),
    amount: { refund: refundFen, total: totalFen, currency: 'CNY' },
  };
}

/** Body of `POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund`. */
export function abnormalRefundBody(request: AbnormalRefundRequest, seal: (text: string) => string) {
  const { type, bankType, bankAccount, realName } = request;
  return {
    out_refund_no: checkOutRefundNo(request.outRefundNo),
    type,
    ...(bankType ? { bank_type: bankType } : {}),
    ...(bankAccount ? { bank_account: seal(bankAccount) } : {}),
    ...(realName ? { real_name: seal(realName) } : {}),
  };
}

/** Checked before a key is fetched: what can never be valid must not cause a request. */
export function checkAbnormalRefund(request: AbnormalRefundRequest): void {
  checkOutRefundNo(request.outRefundNo);
  ensure(/^[0-9A-Za-z]{1,64}$/.test(request.refundId), 'refundId must be 1–64 letters and digits.');
  const hasCard = Boolean(request.bankType && request.bankAccount && request.realName);
  ensure(request.type === 'MERCHANT_BANK_CARD' || hasCard, 'The card of a buyer needs bank, account and name.');
}
