import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

const requests = new Histogram({
  name: 'mallard_http_request_seconds',
  help: 'Duration of HTTP requests in seconds',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5],
  registers: [registry],
});

const events = new Counter({
  name: 'mallard_business_events_total',
  help: 'Domain events by name, counted when they are delivered',
  labelNames: ['event'],
  registers: [registry],
});

const notifications = new Counter({
  name: 'mallard_payment_notifications_total',
  help: 'WeChat Pay notifications by outcome',
  labelNames: ['kind', 'outcome'],
  registers: [registry],
});

const riskHits = new Counter({
  name: 'mallard_risk_hits_total',
  help: 'Hits of risk rules by action and stage, repeated ones included',
  labelNames: ['action', 'stage'],
  registers: [registry],
});

/** Records one finished request; the route pattern, not the path, keeps the number of series bounded. */
export function observeRequest(request: { method: string; route: string; status: number; seconds: number }): void {
  requests.observe({ method: request.method, route: request.route, status: request.status }, request.seconds);
}

/** Counts one delivered domain event. */
export const countEvent = (event: string): void => events.inc({ event });

/** Counts one notification by what became of it. */
export const countNotification = (kind: string, outcome: string): void => notifications.inc({ kind, outcome });

/** Counts one hit of a risk rule. */
export const countRiskHit = (action: string, stage: string): void => riskHits.inc({ action, stage });

const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });

const outboxPending = gauge('mallard_outbox_pending_events', 'Domain events that are not delivered yet');
const outboxGaveUp = gauge('mallard_outbox_gave_up_events', 'Domain events whose delivery is not tried any more');
const outboxLag = gauge('mallard_outbox_lag_seconds', 'How long the longest overdue domain event has been waiting');

const underOldKeys = gauge(
  'mallard_values_under_old_keys',
  'Encrypted values that are not under the newest key; NaN until they have been counted',
);
const unreadable = gauge('mallard_unreadable_values', 'Encrypted values that no key of the ring reads');

/** Sets what is known of encrypted values; null: not counted yet. */
export function observeEncryption(measure: { underOldKeys: number | null; unreadable: number }): void {
  underOldKeys.set(measure.underOldKeys ?? Number.NaN);
  unreadable.set(measure.unreadable);
}

/** Sets what was just measured in the outbox. */
export function observeOutbox(measure: { pending: number; gaveUp: number; lagSeconds: number }): void {
  outboxPending.set(measure.pending);
  outboxGaveUp.set(measure.gaveUp);
  outboxLag.set(measure.lagSeconds);
}
