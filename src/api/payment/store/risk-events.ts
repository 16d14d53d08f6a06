import type { RiskHit, RiskStage } from '../../../domain/risk/types';
import type { Trx } from '../../../platform/database/in-transaction';
import type { Queries } from '../../../platform/database/queries';
import { newRow, type StoredInstant } from '../../../platform/database/rows';
import type { RiskSubject } from './risk-facts';

/** How long a verification holds, and how long it can be given for an event. */
export const VERIFICATION_MINUTES = 30;

const MINUTE_MS = 60_000;

export interface RiskEventRow {
  id: number;
  document_id: string;
  user_id: number;
  rule_name: string;
  state: 'open' | 'verified' | 'dismissed';
  ip: string | null;
  device: string | null;
  created_at: StoredInstant;
}

export interface Occurrence {
  hit: RiskHit;
  subject: RiskSubject;
  stage: RiskStage;
  at: Date;
}

/**
 * Writes an event, at most one a minute for a rule and user – and network, because a verification is given for one.
 * @returns its id, and whether it is new
 */
export async function writeRiskEvent(
  trx: Trx,
  { hit, subject, stage, at }: Occurrence,
): Promise<{ id: string; isNew: boolean }> {
  const minute = Math.floor(at.getTime() / MINUTE_MS);
  const place = hit.action === 'verify' ? `:${subject.ipHash}` : '';
  const dedupeKey = `${hit.ruleId}:${subject.userId}:${minute}${place}`;
  const written = (await trx('risk_events')
    .insert({
      ...newRow(at),
      rule_id: hit.ruleId,
      rule_name: hit.ruleName,
      metric: hit.metric,
      action: hit.action,
      stage,
      user_id: subject.userId,
      ip: subject.network,
      device: subject.device,
      order_no: subject.orderNo,
      value: hit.value,
      threshold: hit.threshold,
      state: 'open',
      dedupe_key: dedupeKey,
    })
    .onConflict('dedupe_key')
    .ignore()
    .returning('document_id')) as { document_id: string }[];
  if (written[0]) return { id: written[0].document_id, isNew: true };
  const known = (await trx('risk_events').where({ dedupe_key: dedupeKey }).first('document_id')) as {
    document_id: string;
  };
  return { id: known.document_id, isNew: false };
}

/** Whether the user has shown who he is within the last half hour, on this network or this device. */
export async function isVerifiedHere(db: Queries, subject: RiskSubject, at: Date): Promise<boolean> {
  const since = new Date(at.getTime() - VERIFICATION_MINUTES * MINUTE_MS);
  const row: unknown = await db('risk_events')
    .where({ user_id: subject.userId })
    .where('verified_at', '>', since)
    .where((here) => {
      void here.where({ ip: subject.network });
      if (subject.device !== null) void here.orWhere({ device: subject.device });
    })
    .first('id');
  return row !== undefined;
}

/** An event of this user, by the id that the refusal named. */
export async function findRiskEvent(
  db: Queries,
  { id, userId }: { id: string; userId: number },
): Promise<RiskEventRow | undefined> {
  return db('risk_events').where({ document_id: id, user_id: userId }).first<RiskEventRow | undefined>();
}

/** Notes the verification; what staff decided about the event stays. */
export async function markVerified(trx: Trx, eventId: number, at: Date): Promise<void> {
  await trx('risk_events')
    .where({ id: eventId })
    .update({
      verified_at: at,
      state: trx.raw(`case when state = 'open' then 'verified' else state end`),
      updated_at: at,
    });
}
