import type { Core } from '@strapi/strapi';
import { type MerchantEvent, type MerchantStatus, nextMerchantStatus } from '../../../domain/merchant/merchant-states';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { appendEvent } from '../../../platform/events/outbox';
import { dropCached } from '../../../platform/http/response-cache';
import { type MerchantRow, lockMerchant } from '../store/merchant-rows';
import { hireOwner, ownersOf } from '../store/staff-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.decide-merchant': DecideMerchant;
  }
}

/** `merchantId` is a documentId; `userId` is whom to tell: the applicant, later the first owner. */
interface MerchantDecided {
  merchantId: string;
  name: string;
  userId: number | null;
  reason: string | null;
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'merchant.approved': MerchantDecided;
    'merchant.rejected': MerchantDecided;
    'merchant.suspended': MerchantDecided;
    'merchant.resumed': MerchantDecided;
  }
}

const EVENTS = {
  approve: 'merchant.approved',
  reject: 'merchant.rejected',
  suspend: 'merchant.suspended',
  resume: 'merchant.resumed',
} as const satisfies Record<MerchantEvent, string>;

export interface MerchantDecision {
  documentId: string;
  event: MerchantEvent;
  /** Shown to the merchant; kept with it until the next decision. */
  reason: string | null;
  operator: string;
}

export interface DecideMerchant {
  /**
   * Operations let a merchant in, turn it down, stop it or let it go on. Who is let in becomes the owner in the same transaction.
   * @throws Refusal NotFoundError; BusinessError with `details.status` when the merchant is not in a state for it
   */
  (decision: MerchantDecision): Promise<{ status: MerchantStatus }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): DecideMerchant =>
  async (decision) => {
    const decided = await inTransaction(strapi, (trx) => decide(strapi, trx, decision));
    // Its page, its products and its codes appear or disappear with it.
    await dropCached(strapi, ['api::merchant.merchant']);
    return decided;
  };

async function decide(strapi: Core.Strapi, trx: Trx, decision: MerchantDecision): Promise<{ status: MerchantStatus }> {
  const at = now(strapi);
  const merchant = await lockMerchant(trx, decision.documentId);
  if (!merchant) throw new Refusal('NotFoundError');
  const status = statusAfter(merchant, decision.event);
  await trx('merchants')
    .where({ id: merchant.id, state: merchant.state })
    .update({ state: status, state_reason: decision.reason, updated_at: at });
  if (decision.event === 'approve' && merchant.applicant_id !== null)
    await hireOwner(trx, { merchantId: merchant.id, userId: merchant.applicant_id, at });
  await record(strapi, trx, { decision, merchant, status, at });
  return { status };
}

function statusAfter({ state }: MerchantRow, event: MerchantEvent): MerchantStatus {
  const next = nextMerchantStatus(state, event);
  if (next.ok) return next.value;
  throw new Refusal(
    'BusinessError',
    { ...next.error.details },
    { zh: '商户当前状态不支持此操作，请刷新后再试', en: 'The merchant is not in a state that allows this' },
  );
}

interface Decided {
  decision: MerchantDecision;
  merchant: MerchantRow;
  status: MerchantStatus;
  at: Date;
}

async function record(strapi: Core.Strapi, trx: Trx, { decision, merchant, status, at }: Decided): Promise<void> {
  const { event, reason, operator } = decision;
  await writeAudit(strapi, trx, {
    actorType: 'admin',
    actor: operator,
    action: `merchant.${event}`,
    subject: 'api::merchant.merchant',
    subjectId: merchant.document_id,
    before: { status: merchant.state },
    after: { status, reason },
    at,
  });
  const isApplication = event === 'approve' || event === 'reject';
  const [owner] = isApplication ? [] : await ownersOf(trx, merchant.id);
  const userId = isApplication ? merchant.applicant_id : (owner?.user_id ?? null);
  await appendEvent(strapi, trx, {
    name: EVENTS[event],
    aggregateId: merchant.document_id,
    payload: { merchantId: merchant.document_id, name: merchant.name, userId, reason },
    at,
  });
}
