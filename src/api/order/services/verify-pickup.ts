import type { Core } from '@strapi/strapi';
import { restOf, type HandoverUnits } from '../../../domain/order/handover';
import { judgePickupCode } from '../../../domain/order/pickup';
import { writeAudit } from '../../../platform/audit';
import { now, resolve } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { isRefusal, Refusal } from '../../../platform/errors/refusal';
import { unwrap } from '../../../platform/errors/unwrap';
import { getService } from '../../../platform/get-service';
import { makeReadyForPickup } from '../make-ready-for-pickup';
import { requestShippingUpload } from '../request-shipping-upload';
import { type FulfilmentScope, handOver, handoverLinesOf, type Operator } from '../store/fulfilment';
import type { OrderRow } from '../store/order-rows';
import { lockOrderOfPickupCode } from '../store/pickup-codes';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.verify-pickup': VerifyPickup;
  }
}

export interface VerifyRequest {
  /** What the customer shows at the counter. */
  pickupCode: string;
  scope: FulfilmentScope;
  operator: Operator;
  /** The order that must be the code's, where the operator has it before him already. */
  orderNo?: string;
}

export interface VerifyPickup {
  /**
   * Hands an order over for its code and completes it; one of many calls at once wins. An order that nobody has prepared yet is
   * prepared first, in the same transaction.
   * @throws Refusal PickupCodeError with `details.reason`; RateLimitError after too many wrong codes of one operator
   */
  (request: VerifyRequest): Promise<{ orderNo: string }>;
}

const MISSES = { limit: 10, windowSeconds: 600 };
/** A code that was used already tells a guesser nothing and is often only a second click. */
const GUESSES = new Set(['unknown', 'other_point']);

export default ({ strapi }: { strapi: Core.Strapi }): VerifyPickup =>
  async (request) => {
    const { cache } = resolve(strapi, 'mallard.state');
    if (await cache.get(lockOf(request)))
      throw new Refusal('RateLimitError', { retryAfterSeconds: MISSES.windowSeconds });
    try {
      return await inTransaction(strapi, (trx) => verify(strapi, trx, request));
    } catch (error) {
      if (isRefusal(error) && GUESSES.has(String(error.details['reason']))) await countMiss(strapi, request);
      throw error;
    }
  };

const lockOf = ({ operator }: VerifyRequest): string => `pickup-guesser:${operator.type}:${operator.name}`;

/** Whoever was wrong too often has to wait, with a right code too: otherwise guessing would go on until it hits. */
async function countMiss(strapi: Core.Strapi, request: VerifyRequest): Promise<void> {
  const { cache, limiter } = resolve(strapi, 'mallard.state');
  const decision = await limiter.take(lockOf(request), MISSES);
  if (!decision.isAllowed) await cache.set(lockOf(request), 'locked', MISSES.windowSeconds);
}

async function verify(strapi: Core.Strapi, trx: Trx, request: VerifyRequest): Promise<{ orderNo: string }> {
  const at = now(strapi);
  const { operator } = request;
  const found = await lockOrderOfPickupCode(trx, request.pickupCode);
  const units = found ? restOf(await handoverLinesOf(trx, found.id)) : [];
  unwrap(judgePickupCode(found && presented(found, units, request)));
  if (!found) throw new Error('a good pickup code has no order');
  const isPrepared = found.state === 'ready_for_pickup';
  const order = isPrepared
    ? found
    : await makeReadyForPickup(strapi, trx, { order: found, operator, isHandedOver: true, at });
  await handOver(trx, { order, units, at });
  await requestShippingUpload(strapi, trx, { order, units, isComplete: true, at });
  await getService(strapi, 'api::order.complete-order')(trx, {
    order,
    event: 'verify_pickup',
    actorType: 'staff',
    actor: operator.name,
    at,
  });
  await writeAudit(strapi, trx, {
    actorType: operator.type,
    actor: operator.name,
    action: 'order.verify-pickup',
    subject: 'api::order.order',
    subjectId: order.document_id,
    before: { status: order.state },
    after: { status: 'completed', items: units },
    at,
  });
  return { orderNo: order.order_no };
}

const presented = (order: OrderRow, units: HandoverUnits[], { scope, orderNo }: VerifyRequest) => ({
  status: order.state,
  isOurs:
    (scope.merchantId === null || scope.merchantId === order.merchant_id) &&
    (orderNo === undefined || orderNo === order.order_no),
  unitsLeft: units.reduce((sum, { quantity }) => sum + quantity, 0),
});
