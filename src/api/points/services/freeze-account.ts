import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { lockNamedAccount } from '../store/named-account';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.freeze-account': FreezeAccount;
  }
}

export interface AccountFreeze {
  accountDocumentId: string;
  /** False: it is free again. */
  isFrozen: boolean;
  reason: string;
  operator: string;
}

export interface FreezeAccount {
  /**
   * Freezes somebody's points account or frees it. A frozen account earns and gets points back as before, because neither a
   * payment nor a refund may fail over it; nothing can be bought with it. Asked for what already is, it changes nothing.
   * @throws Refusal NotFoundError
   */
  (freeze: AccountFreeze): Promise<{ status: 'active' | 'frozen' }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): FreezeAccount =>
  async ({ accountDocumentId, isFrozen, reason, operator }) => {
    const status = isFrozen ? 'frozen' : 'active';
    const at = now(strapi);
    await inTransaction(strapi, async (trx) => {
      const account = await lockNamedAccount(trx, accountDocumentId, at);
      if (account.state === status) return;
      await trx('points_accounts')
        .where({ id: account.id })
        .update({ state: status, version: trx.raw('version + 1'), updated_at: at });
      await writeAudit(strapi, trx, {
        actorType: 'admin',
        actor: operator,
        action: isFrozen ? 'points-account.freeze' : 'points-account.unfreeze',
        subject: 'api::points.points-account',
        subjectId: accountDocumentId,
        before: { state: account.state },
        after: { state: status, reason },
        at,
      });
    });
    return { status };
  };
