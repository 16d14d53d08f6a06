import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../platform/errors/refusal';
import { pageOf, readCursor } from '../../../platform/http/cursor';
import { visibleProducts } from '../public/products';
import type { ReviewsQuery } from '../review-requests';
import { shapeReview } from '../shapes/review';
import { listVisibleReviews } from '../store/reviews';

/** A page of what buyers say about a product, newest first. @throws Refusal NotFoundError when the product is not visible */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (documentId: string, { limit, cursor }: ReviewsQuery, at: Date) => {
    const before = readCursor(cursor);
    const product = (await strapi.db.query('api::catalog.product').findOne({
      where: { documentId, ...visibleProducts(at) } as never,
      select: ['id'],
    })) as { id: number } | null;
    if (!product) throw new Refusal('NotFoundError');
    const found = await listVisibleReviews(strapi.db.connection, { productId: product.id, before, limit });
    const { rows, meta } = pageOf(found, limit);
    return { data: rows.map(shapeReview), meta };
  };

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.read-reviews': ReturnType<typeof factory>;
  }
}
