import type { BillAlteration } from './pay/bill-alterations';
import { DEFAULT_SETTINGS, type SimulatorSettings } from './settings';

/** Instants in the state are milliseconds since the epoch, amounts are fen. */
export type TradeState = 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED';

export interface SimulatedOrder {
  outTradeNo: string;
  openid: string;
  totalFen: number;
  /** What the platform kept of the payment. */
  feeFen: number;
  description: string;
  isProfitSharing: boolean;
  /** What is still held back for splitting; a part of the merchant's balance that cannot be used otherwise. */
  frozenFen: number;
  attach: string | null;
  notifyUrl: string;
  deviceId: string | null;
  requestHash: string;
  tradeState: TradeState;
  createdAt: number;
  /** The last instant at which the user may pay. */
  payableUntil: number;
  /** The instant at which the platform closes the order by itself. */
  closesAt: number;
  transactionId: string | null;
  paidAt: number | null;
  refundNos: string[];
}

export interface IssuedPrepay {
  outTradeNo: string;
  issuedAt: number;
}

export type RefundStatus = 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';

export interface SimulatedRefund {
  refundId: string;
  outRefundNo: string;
  outTradeNo: string;
  transactionId: string;
  refundFen: number;
  totalFen: number;
  /** What the platform gave back of its fee. */
  feeFen: number;
  reason: string;
  /** Taken from what was frozen for splitting. */
  isFromFrozen: boolean;
  /** Of the request that gave an abnormal refund another way; null = none yet. */
  abnormalHash: string | null;
  notifyUrl: string | null;
  requestHash: string;
  status: RefundStatus;
  createdAt: number;
  settlesAt: number | null;
  succeededAt: number | null;
}

/** One line of the merchant's account statement. */
export interface FundMovement {
  at: number;
  flowNo: string;
  /** The platform's own number of the payment, refund, split or transfer. */
  businessNo: string;
  name: string;
  type: string;
  direction: 'in' | 'out';
  amountFen: number;
  /** The account after it. */
  balanceFen: number;
  note: string;
  /** The merchant's number of the same thing. */
  voucherNo: string;
}

export interface ProfitReceiver {
  type: 'MERCHANT_ID' | 'PERSONAL_OPENID';
  account: string;
  name: string | null;
  relation: string;
}

export interface SimulatedShare {
  type: 'MERCHANT_ID' | 'PERSONAL_OPENID';
  account: string;
  amountFen: number;
  description: string;
  detailId: string;
  result: 'PENDING' | 'SUCCESS' | 'CLOSED';
  failReason: string | null;
  finishedAt: number | null;
}

export interface SimulatedProfitSharing {
  outOrderNo: string;
  orderId: string;
  transactionId: string;
  /** An unfreeze bears a number of the same series. */
  kind: 'split' | 'unfreeze';
  requestHash: string;
  unfreezesRest: boolean;
  state: 'PROCESSING' | 'FINISHED';
  shares: SimulatedShare[];
  createdAt: number;
  settlesAt: number | null;
}

export interface SimulatedProfitReturn {
  outOrderNo: string;
  orderId: string;
  outReturnNo: string;
  returnId: string;
  returnMchid: string;
  amountFen: number;
  description: string;
  requestHash: string;
  result: 'SUCCESS' | 'FAILED';
  failReason: string | null;
  finishedAt: number;
}

export type TransferStatus = 'WAIT_USER_CONFIRM' | 'SUCCESS' | 'FAIL' | 'CANCELLED';

export interface SimulatedTransfer {
  outBillNo: string;
  transferBillNo: string;
  openid: string;
  amountFen: number;
  remark: string;
  userName: string | null;
  notifyUrl: string;
  /** What `wx.requestMerchantTransfer` is called with. */
  packageInfo: string;
  requestHash: string;
  status: TransferStatus;
  failReason: string | null;
  createdAt: number;
  updatedAt: number;
}

export interface DeliveryAttempt {
  at: number;
  /** HTTP status of the receiver; null when no answer came. */
  httpStatus: number | null;
  problem: string | null;
  /** The delivery carried the deliberately wrong probe signature. */
  wasProbe: boolean;
  durationMs: number;
}

export interface SimulatedNotification {
  id: string;
  eventType: string;
  originalType: 'transaction' | 'refund' | 'mchtransfer';
  summary: string;
  url: string;
  createdAt: number;
  /** What is encrypted; sealed anew for every delivery. */
  content: Record<string, unknown>;
  /** `held` waits for a resend by hand; `given-up` has used the whole retry schedule. */
  status: 'pending' | 'held' | 'delivered' | 'given-up';
  attempts: DeliveryAttempt[];
  retriesUsed: number;
  nextAttemptAt: number | null;
  copies: number;
  /** The receiver answered 200 or 204 to a probe: it does not verify signatures. */
  hasAcceptedProbe: boolean;
}

export interface SingleUseCode {
  /** Whom the code stands for: an openid or a phone number. */
  subject: string;
  expiresAt: number;
  isUsed: boolean;
}

export interface SimulatedUser {
  sessionKey: string;
  lastSeenAt: number;
}

export interface AccessToken {
  kind: 'plain' | 'stable';
  expiresAt: number;
  isRevoked: boolean;
}

export interface SentMessage {
  openid: string;
  templateId: string;
  page: string | null;
  values: Record<string, string>;
  sentAt: number;
}

export interface ShippedParcel {
  trackingNo: string;
  companyId: string;
  itemDesc: string;
}

/** The shipping information of one payment. */
export interface ShippingRecord {
  logisticsType: number;
  deliveryMode: number;
  parcels: ShippedParcel[];
  isFinished: boolean;
  uploadTime: number;
  shippedAt: number;
  hasReshipped: boolean;
  finishCount: number;
  /** How many uploads were accepted. */
  uploads: number;
  receivedAt: number | null;
  settledAt: number | null;
  isReminderUsed: boolean;
}

export interface MediaCheck {
  openid: string;
  url: string;
  suggest: 'pass' | 'review' | 'risky' | null;
  label: number | null;
  startedAt: number;
}

export interface SimulatedPush {
  id: string;
  event: string;
  fields: Record<string, unknown>;
  /** `held`: no push URL was set. */
  status: 'pending' | 'held' | 'delivered' | 'given-up';
  attempts: { at: number; httpStatus: number | null; answer: string }[];
}

export interface SimulatorState {
  version: 1;
  settings: SimulatorSettings;
  /** What the merchant can refund from: payments come in, refunds go out. */
  balanceFen: number;
  orders: Record<string, SimulatedOrder>;
  outTradeNoByTransaction: Record<string, string>;
  prepays: Record<string, IssuedPrepay>;
  refunds: Record<string, SimulatedRefund>;
  /** By `type account`. */
  profitReceivers: Record<string, ProfitReceiver>;
  profitSharings: Record<string, SimulatedProfitSharing>;
  profitReturns: Record<string, SimulatedProfitReturn>;
  transfers: Record<string, SimulatedTransfer>;
  /** Every change of the balance, oldest first. */
  fundFlow: FundMovement[];
  /** What the bills of a day (`YYYY-MM-DD`) are to say differently from the books. */
  billAlterations: Record<string, BillAlteration[]>;
  notifications: Record<string, SimulatedNotification>;
  loginCodes: Record<string, SingleUseCode>;
  phoneCodes: Record<string, SingleUseCode>;
  users: Record<string, SimulatedUser>;
  accessTokens: Record<string, AccessToken>;
  currentPlainToken: string | null;
  currentStableToken: string | null;
  /** Instants of the forced refreshes of the stable token, for the gap and the daily quota. */
  forcedRefreshes: number[];
  /** Left sends by `openid template`. */
  messageQuotas: Record<string, number>;
  sentMessages: SentMessage[];
  /** By the shop's payment number. */
  shippingRecords: Record<string, ShippingRecord>;
  messageJumpPath: string | null;
  /** By trace id. */
  mediaChecks: Record<string, MediaCheck>;
  pushes: SimulatedPush[];
  /** Calls by `METHOD /route`. */
  callCounts: Record<string, number>;
}

/** Without a prototype, so that a number such as `__proto__` is a key like any other. */
const table = <T>(rows: Record<string, T> = {}): Record<string, T> =>
  Object.assign(Object.create(null) as Record<string, T>, rows);

export function emptyState(settings: Partial<SimulatorSettings> = {}): SimulatorState {
  return {
    version: 1,
    settings: { ...DEFAULT_SETTINGS, ...settings },
    balanceFen: 0,
    orders: table(),
    outTradeNoByTransaction: table(),
    prepays: table(),
    refunds: table(),
    profitReceivers: table(),
    profitSharings: table(),
    profitReturns: table(),
    transfers: table(),
    fundFlow: [],
    billAlterations: table(),
    notifications: table(),
    loginCodes: table(),
    phoneCodes: table(),
    users: table(),
    accessTokens: table(),
    currentPlainToken: null,
    currentStableToken: null,
    forcedRefreshes: [],
    messageQuotas: table(),
    sentMessages: [],
    shippingRecords: table(),
    messageJumpPath: null,
    mediaChecks: table(),
    pushes: [],
    callCounts: table(),
  };
}

const ORDER_DEFAULTS = { feeFen: 0, description: '', isProfitSharing: false, frozenFen: 0 };
const REFUND_DEFAULTS = { feeFen: 0, reason: '', isFromFrozen: false, abnormalHash: null };

/** Rows of an older file lack what was added since. */
function withDefaults<T extends object>(rows: Record<string, T> = {}, defaults: Partial<T>): Record<string, T> {
  return Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, { ...defaults, ...row }]));
}

/** The state as it was saved; what an older file does not know yet gets its start value. */
export function restoreState(saved: Partial<SimulatorState>): SimulatorState {
  const state: SimulatorState = { ...emptyState(saved.settings), ...saved, version: 1 };
  state.settings = { ...DEFAULT_SETTINGS, ...saved.settings };
  state.orders = table(withDefaults(saved.orders, ORDER_DEFAULTS));
  state.outTradeNoByTransaction = table(saved.outTradeNoByTransaction);
  state.prepays = table(saved.prepays);
  state.refunds = table(withDefaults(saved.refunds, REFUND_DEFAULTS));
  state.profitReceivers = table(saved.profitReceivers);
  state.profitSharings = table(saved.profitSharings);
  state.profitReturns = table(saved.profitReturns);
  state.transfers = table(saved.transfers);
  state.billAlterations = table(saved.billAlterations);
  state.notifications = table(saved.notifications);
  state.loginCodes = table(saved.loginCodes);
  state.phoneCodes = table(saved.phoneCodes);
  state.users = table(saved.users);
  state.accessTokens = table(saved.accessTokens);
  state.messageQuotas = table(saved.messageQuotas);
  state.shippingRecords = table(saved.shippingRecords);
  state.mediaChecks = table(saved.mediaChecks);
  state.callCounts = table(saved.callCounts);
  return state;
}
