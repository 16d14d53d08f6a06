import type { Core } from '@strapi/strapi';
import type { Trx } from './database/in-transaction';
import { newRow } from './database/rows';

export interface AuditEntry {
  actorType: 'admin' | 'user' | 'system';
  actor: string;
  /** What was done, e.g. `inventory.adjust`. */
  action: string;
  subject: string;
  subjectId: string;
  before?: unknown;
  after?: unknown;
  at: Date;
}

/** Writes who did what to what, in the transaction that does it. */
export async function writeAudit(strapi: Core.Strapi, trx: Trx, entry: AuditEntry): Promise<void> {
  const context = strapi.requestContext.get();
  await trx('audit_logs').insert({
    ...newRow(entry.at),
    actor_type: entry.actorType,
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject,
    subject_id: entry.subjectId,
    before: entry.before === undefined ? null : JSON.stringify(entry.before),
    after: entry.after === undefined ? null : JSON.stringify(entry.after),
    ip: context?.ip ?? null,
    trace_id: (context?.state as { traceId?: string } | undefined)?.traceId ?? null,
  });
}
