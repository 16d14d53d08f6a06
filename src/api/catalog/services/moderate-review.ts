import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { dropCached } from '../../../platform/http/response-cache';
import { reviewsTag } from '../public/cache-tags';
import { changeReview, lockReview, productOfReview, type ReviewRow } from '../store/reviews';

interface Deed {
  action: 'review.show' | 'review.hide' | 'review.reply';
  operator: string;
  change(trx: Trx, review: ReviewRow, at: Date): Promise<void>;
}

const factory = ({ strapi }: { strapi: Core.Strapi }) => {
  const moderate = async (documentId: string, deed: Deed): Promise<{ status: string; reply: string | null }> => {
    const at = now(strapi);
    const { after, product } = await inTransaction(strapi, async (trx) => {
      const review = await lockReview(trx, documentId);
      if (!review) throw new Refusal('NotFoundError');
      await deed.change(trx, review, at);
      const changed = await lockReview(trx, documentId);
      const state = { status: changed?.state ?? review.state, reply: changed?.reply ?? null };
      await writeAudit(strapi, trx, {
        actorType: 'admin',
        actor: deed.operator,
        action: deed.action,
        subject: 'api::catalog.review',
        subjectId: documentId,
        before: { status: review.state, reply: review.reply },
        after: state,
        at,
      });
      return { after: state, product: await productOfReview(trx, review.product_id) };
    });
    if (product) await dropCached(strapi, [reviewsTag(product)]);
    return after;
  };
  return {
    /** Lets customers see a review; the author gets the points of the first time. @throws Refusal NotFoundError */
    show: (documentId: string, operator: string) =>
      moderate(documentId, {
        action: 'review.show',
        operator,
        change: (trx, review, at) => getService(strapi, 'api::catalog.publish-review')(trx, review, at),
      }),
    /** Takes a review out of sight. Points given for it stay given. @throws Refusal NotFoundError */
    hide: (documentId: string, operator: string) =>
      moderate(documentId, {
        action: 'review.hide',
        operator,
        change: (trx, review, at) => changeReview(trx, review.id, { state: 'hidden', at }),
      }),
    /** Answers a review, or changes the answer. @throws Refusal NotFoundError */
    reply: (documentId: string, reply: string, operator: string) =>
      moderate(documentId, {
        action: 'review.reply',
        operator,
        change: (trx, review, at) => changeReview(trx, review.id, { reply, replied_at: at, replied_by: operator, at }),
      }),
  };
};

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.moderate-review': ReturnType<typeof factory>;
  }
}
