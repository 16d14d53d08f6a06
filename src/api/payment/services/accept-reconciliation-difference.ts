import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../platform/errors/refusal';
import { findOpenDifference, keepFinding, type Resolved } from '../store/reconciliation-resolution';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.accept-reconciliation-difference': AcceptDifference;
  }
}

export interface AcceptDifference {
  /**
   * A person takes responsibility for a difference; the note says why and is never optional.
   * @throws Refusal NotFoundError, ValidationError or BusinessError (resolved already)
   */
  (request: { documentId: string; note: string; operator: string }): Promise<Resolved>;
}

export default ({ strapi }: { strapi: Core.Strapi }): AcceptDifference =>
  async ({ documentId, note, operator }) => {
    const reason = note.trim();
    if (reason === '' || reason.length > 200) {
      throw new Refusal(
        'ValidationError',
        { field: 'note' },
        { zh: '请填写处理说明（200 字以内）', en: 'Say why, in up to 200 characters' },
      );
    }
    const difference = await findOpenDifference(strapi, documentId);
    const finding = { resolution: 'accepted', note: reason } as const;
    return keepFinding(strapi, difference, { finding, operator, action: 'reconciliation-difference.accept' });
  };
