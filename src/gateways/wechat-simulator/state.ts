import { DEFAULT_SETTINGS, type SimulatorSettings } from './settings';

/** Instants in the state are milliseconds since the epoch, amounts are fen. */
export type TradeState = 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED';

export interface SimulatedOrder {
  outTradeNo: string;
  openid: string;
  totalFen: number;
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
  notifyUrl: string | null;
  requestHash: string;
  status: RefundStatus;
  createdAt: number;
  settlesAt: number | null;
  succeededAt: number | null;
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
  originalType: 'transaction' | 'refund';
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

export interface SimulatorState {
  version: 1;
  settings: SimulatorSettings;
  /** What the merchant can refund from: payments come in, refunds go out. */
  balanceFen: number;
  orders: Record<string, SimulatedOrder>;
  outTradeNoByTransaction: Record<string, string>;
  prepays: Record<string, IssuedPrepay>;
  refunds: Record<string, SimulatedRefund>;
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
    callCounts: table(),
  };
}

/** The state as it was saved; what an older file does not know yet gets its start value. */
export function restoreState(saved: Partial<SimulatorState>): SimulatorState {
  const state: SimulatorState = { ...emptyState(saved.settings), ...saved, version: 1 };
  state.settings = { ...DEFAULT_SETTINGS, ...saved.settings };
  state.orders = table(saved.orders);
  state.outTradeNoByTransaction = table(saved.outTradeNoByTransaction);
  state.prepays = table(saved.prepays);
  state.refunds = table(saved.refunds);
  state.notifications = table(saved.notifications);
  state.loginCodes = table(saved.loginCodes);
  state.phoneCodes = table(saved.phoneCodes);
  state.users = table(saved.users);
  state.accessTokens = table(saved.accessTokens);
  state.messageQuotas = table(saved.messageQuotas);
  state.callCounts = table(saved.callCounts);
  return state;
}
