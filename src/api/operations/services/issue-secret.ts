import { randomBytes } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { toIso, type StoredInstant } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { keyRingOf } from '../../../platform/security/key-ring';

declare module '../../../platform/get-service' {
  interface Services {
    'api::operations.issue-secret': IssueSecret;
  }
}

export interface IssueSecret {
  /**
   * Gives an open app a new secret; the one before is no good from then on.
   * @returns the secret, this once: it is kept encrypted, and nothing else shows it
   * @throws Refusal NotFoundError
   */
  (request: { documentId: string; operator: string }): Promise<{ appId: string; secret: string }>;
}

const SECRET_BYTES = 32;

export default ({ strapi }: { strapi: Core.Strapi }): IssueSecret =>
  ({ documentId, operator }) =>
    inTransaction(strapi, async (trx) => {
      const at = now(strapi);
      const app = () => trx('open_apps').where({ document_id: documentId });
      const known = (await app().forUpdate().first('app_id', 'secret_issued_at')) as
        { app_id: string; secret_issued_at: StoredInstant } | undefined;
      if (!known) throw new Refusal('NotFoundError');
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      await app().update({ secret_cipher: keyRingOf(strapi).encrypt(secret), secret_issued_at: at, updated_at: at });
      await writeAudit(strapi, trx, {
        actorType: 'admin',
        actor: operator,
        action: 'open-app.issue-secret',
        subject: 'api::operations.open-app',
        subjectId: documentId,
        before: { issuedAt: toIso(known.secret_issued_at) },
        after: { issuedAt: at.toISOString() },
        at,
      });
      return { appId: known.app_id, secret };
    });
