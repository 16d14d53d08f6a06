import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { createNumber } from '../../../platform/database/numbers';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { findEarlierResult, rememberResult } from '../../../platform/http/idempotency';
import { lockNamedAccount } from '../store/named-account';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.give-by-rule': GiveByRule;
  }
}

export interface ManualAward {
  accountDocumentId: string;
  /** The user reads it in the ledger. */
  reason: string;
  /** The same key again is the same award. */
  key: string | null;
  operator: string;
  operatorId: number;
}

export interface GiveByRule {
  /**
   * Gives somebody what the rules for giving by hand say, within their limits: for occasions on which everybody gets the same.
   * @throws Refusal NotFoundError; BusinessError when the rules give nothing (any more); IdempotencyConflictError
   */
  (award: ManualAward): Promise<{ points: number }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): GiveByRule =>
  async (award) => ({ points: await inTransaction(strapi, (trx) => give(strapi, trx, award)) });

async function give(strapi: Core.Strapi, trx: Trx, award: ManualAward): Promise<number> {
  const at = now(strapi);
  const { operator, operatorId, key, reason, accountDocumentId } = award;
  const input = { accountDocumentId, reason };
  const call = { scope: 'points-given', userId: operatorId, key, input, at };
  const earlier = await findEarlierResult(trx, call);
  if (earlier !== null) return Number(earlier);
  const { user_id: userId, available } = await lockNamedAccount(trx, accountDocumentId, at);
  const { points } = await getService(strapi, 'api::points.award-points')(trx, {
    userId,
    scene: 'manual',
    key: `manual:${createNumber('M', at)}`,
    description: reason,
    at,
  });
  if (points === 0) throw nothingToGive();
  await rememberResult(trx, call, String(points));
  await writeAudit(strapi, trx, {
    actorType: 'admin',
    actor: operator,
    action: 'points-account.give-by-rule',
    subject: 'api::points.points-account',
    subjectId: accountDocumentId,
    before: { available },
    after: { points, reason },
    at,
  });
  return points;
}

const nothingToGive = (): Refusal =>
  new Refusal(
    'BusinessError',
    { reason: 'no_manual_rule' },
    {
      zh: '没有可以发放的积分：请检查“人工发放”场景的积分规则是否启用、是否已到上限',
      en: 'The rules for giving by hand give nothing now',
    },
  );
