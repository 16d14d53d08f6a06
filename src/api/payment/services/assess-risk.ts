import type { Core } from '@strapi/strapi';
import { evaluateRisk } from '../../../domain/risk/evaluate-risk';
import { appliesAt, needsOf } from '../../../domain/risk/metrics';
import { countKey, type RiskDecision, type RiskFacts, type RiskRule, type RiskStage } from '../../../domain/risk/types';
import { now, resolve } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { networkOf } from '../../../platform/http/client-network';
import { countRiskHit } from '../../../platform/observability/metrics';
import { isVerifiedHere, writeRiskEvent } from '../store/risk-events';
import { readRiskFacts, type RiskSubject, type StoredRiskFacts } from '../store/risk-facts';
import { ipHashOf } from './remember-ip';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.assess-risk': AssessRisk;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'risk.hit': {
      riskEventId: string;
      ruleName: string;
      action: 'block' | 'verify' | 'flag';
      stage: RiskStage;
      userId: number;
      orderNo: string | null;
    };
  }
}

export interface RiskRequest {
  stage: RiskStage;
  userId: number;
  /** As the connection or our own proxy names it. */
  clientIp: string;
  device: string | null;
  /** Known when paying. */
  orderNo: string | null;
}

export interface AssessRisk {
  /**
   * Lets an attempt to place or pay through, or refuses it. Call it before the transaction: it takes no locks, and what it notes
   * stays although the call is refused.
   * @throws Refusal RiskBlockedError, RiskVerifyError with `details.verification` for `POST /risk/verifications`
   */
  (request: RiskRequest): Promise<void>;
}

interface Assessment {
  request: RiskRequest;
  subject: RiskSubject;
  rules: RiskRule[];
  at: Date;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export default ({ strapi }: { strapi: Core.Strapi }): AssessRisk =>
  async (request) => {
    const all = await getService(strapi, 'api::payment.risk-rules').read();
    const rules = all.filter((rule) => appliesAt(rule, request.stage));
    if (rules.length === 0) return;
    const assessment: Assessment = { request, rules, subject: subjectOf(strapi, request), at: now(strapi) };
    const stored = await readFacts(strapi, assessment);
    const facts = await measure(strapi, assessment, stored);
    const decision = await decide(strapi, assessment, facts);
    const eventIds = await note(strapi, assessment, decision);
    refuse(request, decision, eventIds[0]);
    await rememberPayer(strapi, assessment, stored);
  };

function subjectOf(strapi: Core.Strapi, { userId, clientIp, device, orderNo }: RiskRequest): RiskSubject {
  const network = networkOf(clientIp);
  return { userId, network, ipHash: ipHashOf(strapi, network), device, orderNo };
}

const windowsOf = (rules: RiskRule[], metric: string): number[] => [
  ...new Set(rules.filter((rule) => rule.metric === metric).map(({ windowSeconds }) => windowSeconds)),
];

function readFacts(strapi: Core.Strapi, { rules, subject, at }: Assessment): Promise<StoredRiskFacts> {
  const failureWindows = windowsOf(rules, 'failed_payments');
  return readRiskFacts(strapi.db.connection, { needs: needsOf(rules), subject, failureWindows, at });
}

async function measure(strapi: Core.Strapi, assessment: Assessment, stored: StoredRiskFacts): Promise<RiskFacts> {
  const failures = [...stored.failedPayments].map(([windowSeconds, count]) => [
    countKey({ metric: 'failed_payments', windowSeconds }),
    count,
  ]);
  return {
    stage: assessment.request.stage,
    amount: stored.amount,
    accountAgeHours: stored.registeredAt
      ? (assessment.at.getTime() - stored.registeredAt.getTime()) / HOUR_MS
      : Infinity,
    isListed: stored.isListed,
    isKnownNetwork: stored.networkSeenAt !== null,
    hasKnownNetworks: stored.hasKnownNetworks,
    counts: {
      ...(await countPayments(strapi, assessment)),
      ...(Object.fromEntries(failures) as Record<string, number>),
    },
    isVerified: false,
  };
}

/**
 * Counts this attempt in every window that a rule follows, all at once. Attempts that are refused count too: whoever keeps trying
 * stays out, and of any number at one moment no more than the threshold pass.
 */
async function countPayments(strapi: Core.Strapi, { rules, subject }: Assessment): Promise<Record<string, number>> {
  const followed: Record<string, string | null> = {
    payments_per_user: `u${subject.userId}`,
    payments_per_ip: `ip${subject.network}`,
    payments_per_device: subject.device === null ? null : `d${subject.device}`,
  };
  const windows = new Map<string, { key: string; windowSeconds: number; most: number }>();
  for (const rule of rules) {
    const whom = followed[rule.metric];
    if (!whom) continue;
    const name = countKey(rule);
    const most = Math.max(rule.threshold + 1, windows.get(name)?.most ?? 0);
    windows.set(name, { key: `risk:${name}:${whom}`, windowSeconds: rule.windowSeconds, most });
  }
  if (windows.size === 0) return {};
  const counts = await resolve(strapi, 'mallard.state').limiter.count([...windows.values()]);
  return Object.fromEntries([...windows.keys()].map((name, index) => [name, counts[index] ?? 0]));
}

/** A verification is looked for only when one is asked for. */
async function decide(
  strapi: Core.Strapi,
  { rules, subject, at }: Assessment,
  facts: RiskFacts,
): Promise<RiskDecision> {
  const decision = evaluateRisk(rules, facts);
  if (!decision.hits.some(({ action }) => action === 'verify')) return decision;
  const isVerified = await isVerifiedHere(strapi.db.connection, subject, at);
  return isVerified ? evaluateRisk(rules, { ...facts, isVerified }) : decision;
}

/** @returns the ids of the events, in the order of the hits */
async function note(strapi: Core.Strapi, assessment: Assessment, { hits }: RiskDecision): Promise<string[]> {
  if (hits.length === 0) return [];
  const { subject, request, at } = assessment;
  for (const { action } of hits) countRiskHit(action, request.stage);
  return inTransaction(strapi, async (trx) => {
    const ids: string[] = [];
    for (const hit of hits) {
      const { id, isNew } = await writeRiskEvent(trx, { hit, subject, stage: request.stage, at });
      ids.push(id);
      if (!isNew) continue;
      const { ruleName, action } = hit;
      const { userId, orderNo } = subject;
      const payload = { riskEventId: id, ruleName, action, stage: request.stage, userId, orderNo };
      await appendEvent(strapi, trx, { name: 'risk.hit', aggregateId: id, payload, at });
    }
    return ids;
  });
}

/** The caller learns that he is stopped and what he can do, never by which rule: that would teach him to stay below it. */
function refuse({ stage }: RiskRequest, { action }: RiskDecision, riskEventId: string | undefined): void {
  if (action === 'block') throw new Refusal('RiskBlockedError', { stage, riskEventId });
  if (action === 'verify')
    throw new Refusal('RiskVerifyError', { stage, verification: { method: 'wechat_login', riskEventId } });
}

/** Whoever was let pay is at home here; the row of an everyday customer is touched once a day. */
async function rememberPayer(
  strapi: Core.Strapi,
  { request, rules, subject, at }: Assessment,
  { networkSeenAt }: StoredRiskFacts,
): Promise<void> {
  if (request.stage !== 'paying' || !needsOf(rules).has('network')) return;
  if (networkSeenAt && at.getTime() - networkSeenAt.getTime() < DAY_MS) return;
  const seen = { userId: subject.userId, ip: subject.network, at };
  await inTransaction(strapi, (trx) => getService(strapi, 'api::payment.remember-ip')(trx, seen));
}
