import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { toGatewayRefusal } from '../store/gateway-refusal';
import type { DifferenceRow } from '../store/reconciliation-differences';
import { askWechat, findRefund } from '../store/reconciliation-question';
import { findOpenDifference, type Finding, keepFinding, type Resolved } from '../store/reconciliation-resolution';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.resend-reconciliation-refund': ResendRefund;
  }
}

export interface ResendRefund {
  /**
   * Sends a refund that WeChat does not have again, always with its own number, so that it cannot be paid twice.
   * @throws Refusal NotFoundError, BusinessError (resolved already), OrderStateError (no refund under way) or PaymentGatewayError
   */
  (request: { documentId: string; operator: string }): Promise<Resolved>;
}

const UNDER_WAY = ['created', 'processing', 'abnormal'];
/** Before everything else that is due. */
const FIRST = new Date(0);

export default ({ strapi }: { strapi: Core.Strapi }): ResendRefund =>
  async ({ documentId, operator }) => {
    const difference = await findOpenDifference(strapi, documentId);
    await requireUnderWay(strapi, difference);
    const finding = await resend(strapi, difference).catch((error: unknown) => {
      throw toGatewayRefusal(error);
    });
    return keepFinding(strapi, difference, { finding, operator, action: 'reconciliation-difference.resend' });
  };

async function requireUnderWay(strapi: Core.Strapi, difference: DifferenceRow): Promise<void> {
  const refund = difference.out_refund_no === null ? undefined : await findRefund(strapi, difference.out_refund_no);
  if (refund && UNDER_WAY.includes(refund.state)) return;
  throw new Refusal(
    'OrderStateError',
    { status: refund?.state ?? null },
    { zh: '没有正在进行的退款可以重新提交', en: 'There is no refund under way that could be sent again' },
  );
}

/** WeChat may know it after all: then only its state is missing here. */
async function resend(strapi: Core.Strapi, difference: DifferenceRow): Promise<Finding> {
  const before = await askWechat(strapi, difference);
  if (before.resolution) return before;
  await strapi.db
    .connection('refunds')
    .where({ out_refund_no: difference.out_refund_no })
    .whereIn('state', UNDER_WAY)
    .update({ next_attempt_at: FIRST });
  await getService(strapi, 'api::payment.send-refunds')();
  const after = await askWechat(strapi, difference);
  return after.resolution ? { ...after, resolution: 'resent' } : after;
}
