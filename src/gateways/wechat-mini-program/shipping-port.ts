/** How the goods reach the buyer, in WeChat's division. */
export type LogisticsType = 'express' | 'local' | 'virtual' | 'pickup';

export interface ShippingParcel {
  /** WeChat's id of the carrier (`SF`, `ZTO` …) and the number; for express only, and then both. */
  express?: { companyId: string; trackingNo: string };
  /** What is in it, 1–120 characters; shown to the buyer. */
  itemDesc: string;
  /** The receiver's phone with all but the last four digits masked, e.g. `138****0001`; SF demands it. */
  receiverPhoneMasked?: string;
}

export interface ShippingUpload {
  transactionId: string;
  /** Of the payer, under our appid. */
  openid: string;
  logisticsType: LogisticsType;
  /** `unified`: one parcel for the whole payment. `split`: several, express only; each call names all parcels so far. */
  deliveryMode: 'unified' | 'split';
  /** 1–15. */
  parcels: ShippingParcel[];
  isAllDelivered: boolean;
  /** Must be later than that of the upload before. */
  uploadedAt: Date;
}

export type TradeOrderState = 'to_ship' | 'shipped' | 'received' | 'completed' | 'refunded' | 'awaiting_settlement';

export interface TradeOrder {
  transactionId: string;
  outTradeNo: string;
  openid: string;
  paidFen: number;
  paidAt: Date;
  state: TradeOrderState;
  isInComplaint: boolean;
  /** WeChat counts shipping as finished; a second finish uses up the one re-ship. */
  isFinished: boolean;
  finishCount: number;
  parcels: { trackingNo: string; companyId: string; itemDesc: string }[];
}

export interface TradeOrderQuery {
  paidFrom: Date;
  paidUntil: Date;
  state?: TradeOrderState;
  openid?: string;
  /** 1–100; WeChat's default when absent. */
  pageSize?: number;
  /** `lastIndex` of the page before. */
  after?: string;
}

/**
 * Shipping information (发货信息管理), without which WeChat keeps the money of a payment frozen. Calls reject with
 * `WechatApiError`; right after a payment its code 10060001 only means that WeChat has not filed the payment yet.
 */
export interface ShippingManagementPort {
  upload(request: ShippingUpload): Promise<void>;

  /** What WeChat knows of a payment; null when it does not know it (yet). */
  find(transactionId: string): Promise<TradeOrder | null>;

  /** Payments by the time they were made, page by page; `lastIndex` is null on the last page. */
  list(query: TradeOrderQuery): Promise<{ orders: TradeOrder[]; lastIndex: string | null }>;

  /** Has WeChat remind the buyer to confirm receipt; once a payment, express only. */
  remindToConfirm(request: { transactionId: string; receivedAt: Date }): Promise<void>;

  /** The page that WeChat's messages about a payment open; `${商品订单号}` in it becomes our payment number. */
  setMessagePath(path: string): Promise<void>;

  /** Whether this mini-program has to upload shipping information at all. */
  isTradeManaged(): Promise<boolean>;
}
