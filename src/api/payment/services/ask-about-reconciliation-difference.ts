import type { Core } from '@strapi/strapi';
import { toGatewayRefusal } from '../store/gateway-refusal';
import { askWechat } from '../store/reconciliation-question';
import { findOpenDifference, keepFinding, type Resolved } from '../store/reconciliation-resolution';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.ask-about-reconciliation-difference': AskAboutDifference;
  }
}

export interface AskAboutDifference {
  /**
   * Asks WeChat about a difference and applies what it says: a payment that came is booked, or sent back when its order is
   * closed; a refund gets its state. Resolved when both sides agree afterwards, otherwise it stays open with WeChat's answer.
   * @throws Refusal NotFoundError, BusinessError (resolved already) or PaymentGatewayError
   */
  (request: { documentId: string; operator: string }): Promise<Resolved>;
}

export default ({ strapi }: { strapi: Core.Strapi }): AskAboutDifference =>
  async ({ documentId, operator }) => {
    const difference = await findOpenDifference(strapi, documentId);
    const finding = await askWechat(strapi, difference).catch((error: unknown) => {
      throw toGatewayRefusal(error);
    });
    return keepFinding(strapi, difference, { finding, operator, action: 'reconciliation-difference.ask' });
  };
