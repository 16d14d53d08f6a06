import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import type { AuditCheck } from '../audit/audit-check';
import { auditChecks } from '../audit/checks';

declare module '../../../platform/get-service' {
  interface Services {
    'api::operations.audit': Audit;
  }
}

/** A rule that does not hold, and up to ten rows that break it. */
export interface Violation {
  check: string;
  rows: Record<string, unknown>[];
}

export interface Audit {
  /** Checks that the books agree: points, stock, money. Reads only; may run beside live traffic on PostgreSQL. */
  (): Promise<{ checked: string[]; violations: Violation[] }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): Audit =>
  async () => {
    const at = now(strapi);
    const violations: Violation[] = [];
    // One snapshot for all checks, so that orders placed meanwhile are seen whole or not at all.
    await strapi.db.connection.transaction(
      async (trx) => {
        for (const check of auditChecks) violations.push(...(await runCheck(check, trx, at)));
      },
      strapi.db.dialect.client === 'postgres' ? { isolationLevel: 'repeatable read', readOnly: true } : {},
    );
    return { checked: auditChecks.map(({ name }) => name), violations };
  };

async function runCheck(
  check: AuditCheck,
  connection: Parameters<AuditCheck['findBroken']>[0],
  at: Date,
): Promise<Violation[]> {
  const rows = (await check.findBroken(connection, at).limit(10)) as Record<string, unknown>[];
  return rows.length > 0 ? [{ check: check.name, rows }] : [];
}
