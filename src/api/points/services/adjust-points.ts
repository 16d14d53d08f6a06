import type { Core } from '@strapi/strapi';
import { type AdjustmentState, needsApproval } from '../../../domain/points/adjustment';
import { calendarDayOf, startOfDay } from '../../../domain/shared/calendar-day';
import { writeAudit } from '../../../platform/audit';
import { environmentOf, now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { createNumber } from '../../../platform/database/numbers';
import { getService } from '../../../platform/get-service';
import { findEarlierResult } from '../../../platform/http/idempotency';
import { lockNamedAccount } from '../store/named-account';
import { type AdjustmentRow, appliedAloneSince, insertAdjustment } from '../store/adjustments';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.adjust-points': AdjustPoints;
  }
}

export interface AdjustmentRequest {
  accountDocumentId: string;
  /** Signed, not 0. */
  points: number;
  /** The user reads it in the ledger. */
  reason: string;
  /** Of points that are given; 0: they never expire. */
  validDays: number;
  /** The same key again is the same adjustment. */
  key: string | null;
  operator: string;
  operatorId: number;
}

export interface AdjustPoints {
  /**
   * Changes somebody's points by hand: at once, or – from the shop's threshold on – as soon as a second person has agreed.
   * @throws Refusal NotFoundError; InsufficientPointsError; IdempotencyConflictError
   */
  (request: AdjustmentRequest): Promise<{ adjustmentNo: string; status: AdjustmentState }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): AdjustPoints =>
  async (request) => {
    const at = now(strapi);
    const row = await inTransaction(strapi, (trx) => adjust(strapi, trx, { request, at }));
    return { adjustmentNo: row.adjustment_no, status: row.state };
  };

async function adjust(
  strapi: Core.Strapi,
  trx: Trx,
  { request, at }: { request: AdjustmentRequest; at: Date },
): Promise<Pick<AdjustmentRow, 'adjustment_no' | 'state'>> {
  const { operator, operatorId, key, ...input } = request;
  const adjustmentNo = createNumber('J', at);
  const call = { scope: 'points-adjustments', userId: operatorId, key, input, result: adjustmentNo, at };
  const earlier = await findEarlierResult(trx, call);
  if (earlier !== null) return adjustmentOf(trx, earlier);
  const account = await lockNamedAccount(trx, request.accountDocumentId, at);
  const { user_id: userId } = account;
  const { pointsApprovalFrom: approvalFrom } = await getService(strapi, 'api::operations.shop-settings').read(trx);
  const pointsToday = await appliedAloneSince(trx, { userId, operatorId, since: dayStart(strapi, at) });
  const { points, reason, validDays } = request;
  const state = needsApproval({ points, pointsToday, approvalFrom }) ? 'pending' : 'applied';
  const about = { adjustmentNo, userId, points, validDays, reason, requestedBy: operator, requestedById: operatorId };
  const adjustment = await insertAdjustment(trx, { ...about, state, at });
  if (state === 'applied') await getService(strapi, 'api::points.apply-adjustment')(trx, { adjustment, account, at });
  await writeAudit(strapi, trx, {
    actorType: 'admin',
    actor: operator,
    action: 'points.adjust',
    subject: 'api::points.points-account',
    subjectId: request.accountDocumentId,
    before: { available: account.available },
    after: { adjustmentNo, points, reason, validDays, state },
    at,
  });
  return adjustment;
}

const adjustmentOf = async (trx: Trx, adjustmentNo: string): Promise<AdjustmentRow> =>
  (await trx('points_adjustments').where({ adjustment_no: adjustmentNo }).first()) as AdjustmentRow;

function dayStart(strapi: Core.Strapi, at: Date): Date {
  const timeZone = environmentOf(strapi).SHOP_TIMEZONE;
  return startOfDay(calendarDayOf(at, timeZone), timeZone);
}
