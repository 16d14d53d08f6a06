import type { Core } from '@strapi/strapi';
import { reviewStateOf, type TextCheck } from '../../../domain/catalog/review';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { dropCached } from '../../../platform/http/response-cache';
import { reviewsTag } from '../public/cache-tags';
import type { ReviewItem } from '../review-requests';
import { insertReview, linesToReview, type ReviewedLine } from '../store/reviews';

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.review-order': ReviewOrder;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    /** `productId` and `reviewId` are document ids. */
    'review.created': {
      reviewId: string;
      userId: number;
      productId: string;
      orderNo: string;
      rating: number;
      status: 'pending' | 'visible';
    };
  }
}

export interface ReviewRequest {
  author: { id: number; openid: string };
  orderNo: string;
  items: ReviewItem[];
}

export interface ReviewOrder {
  /**
   * Reviews lines of an own completed order, all or none. What WeChat finds harmless is visible at once; pictures are judged
   * later, and what nobody could judge waits for staff.
   * @throws Refusal NotFoundError for a foreign order; OrderStateError before completion (details.status) or when a line has
   *   its review (details.skuIds); BusinessError for lines the order does not have and for texts that WeChat calls risky
   */
  (request: ReviewRequest): Promise<void>;
}

interface CheckedItem extends ReviewItem {
  line: ReviewedLine;
  textCheck: TextCheck;
}

interface OwnOrder {
  id: number;
  state: string;
}

export default ({ strapi }: { strapi: Core.Strapi }): ReviewOrder =>
  async (request) => {
    const order = (await strapi.db
      .connection('orders')
      .where({ order_no: request.orderNo, user_id: request.author.id })
      .first('id', 'state')) as OwnOrder | undefined;
    if (!order) throw new Refusal('NotFoundError', { orderNo: request.orderNo });
    // Asked before WeChat is, so that a review that cannot be written costs no call; asked again with the order locked.
    assertCompleted(order);
    matchLines(await linesToReview(strapi.db.connection, order.id), request.items, order);
    const textChecks = await judgeTexts(strapi, request);
    const products = await inTransaction(strapi, (trx) => write(strapi, trx, { request, order, textChecks }));
    await dropCached(strapi, [...new Set(products)].map(reviewsTag));
  };

function assertCompleted(order: OwnOrder): void {
  if (order.state === 'completed') return;
  throw new Refusal(
    'OrderStateError',
    { status: order.state },
    { zh: '订单完成后才能评价', en: 'An order can be reviewed once it is completed' },
  );
}

function matchLines(lines: ReviewedLine[], items: ReviewItem[], order: OwnOrder): ReviewedLine[] {
  const bySku = new Map(lines.map((line) => [line.sku_document_id, line]));
  const unknown = items.filter(({ skuId }) => !bySku.has(skuId)).map(({ skuId }) => skuId);
  if (unknown.length > 0) {
    throw new Refusal(
      'BusinessError',
      { reason: 'not_in_order', skuIds: unknown },
      { zh: '订单里没有这件商品', en: 'The order does not hold this item' },
    );
  }
  const matched = items.flatMap(({ skuId }) => bySku.get(skuId) ?? []);
  refuseReviewed(
    matched.filter(({ review_id: reviewId }) => reviewId !== null),
    order,
  );
  return matched;
}

function refuseReviewed(lines: ReviewedLine[], order: OwnOrder): void {
  if (lines.length === 0) return;
  const skuIds = lines.map((line) => line.sku_document_id);
  throw new Refusal(
    'OrderStateError',
    { status: order.state, reason: 'already_reviewed', skuIds },
    { zh: '这件商品已经评价过了', en: 'This item has been reviewed already' },
  );
}

/** Asks WeChat about every text, outside any transaction; parallel to the items. */
async function judgeTexts(strapi: Core.Strapi, { author, items }: ReviewRequest): Promise<TextCheck[]> {
  const check = getService(strapi, 'api::wechat.check-content');
  const checks: TextCheck[] = [];
  for (const { skuId, content } of items) {
    const verdict = content ? (await check.text({ openid: author.openid, scene: 'comment', content })).verdict : 'pass';
    if (verdict === 'risky') {
      throw new Refusal(
        'BusinessError',
        { reason: 'content_risky', skuId },
        { zh: '评价内容含有不合适的文字，请修改后再提交', en: 'The text is not suitable, please change it' },
      );
    }
    checks.push(verdict);
  }
  return checks;
}

interface Writing {
  request: ReviewRequest;
  order: OwnOrder;
  textChecks: TextCheck[];
}

/** @returns document ids of the products whose reviews changed */
async function write(strapi: Core.Strapi, trx: Trx, { request, order, textChecks }: Writing): Promise<string[]> {
  const locked = (await trx('orders').where({ id: order.id }).forUpdate().first('id', 'state')) as OwnOrder;
  assertCompleted(locked);
  const lines = matchLines(await linesToReview(trx, order.id), request.items, locked);
  const at = now(strapi);
  for (const [index, item] of request.items.entries()) {
    const line = lines[index];
    if (!line) throw new Error('every reviewed item has its line');
    await writeOne(strapi, trx, { request, at, item: { ...item, line, textCheck: textChecks[index] ?? 'review' } });
  }
  return lines.map((line) => line.product_document_id);
}

async function writeOne(
  strapi: Core.Strapi,
  trx: Trx,
  { request, item, at }: { request: ReviewRequest; item: CheckedItem; at: Date },
): Promise<void> {
  const { line, textCheck } = item;
  const images = item.images ?? [];
  const review = await insertReview(trx, {
    userId: request.author.id,
    orderNo: request.orderNo,
    line,
    rating: item.rating,
    content: item.content?.length ? item.content : null,
    images,
    textCheck,
    isAnonymous: item.isAnonymous ?? false,
    at,
  });
  const isVisible = reviewStateOf({ text: textCheck, images: images.map(() => 'waiting') }) === 'visible';
  if (isVisible) await getService(strapi, 'api::catalog.publish-review')(trx, review, at);
  await appendEvent(strapi, trx, {
    name: 'review.created',
    aggregateId: review.document_id,
    payload: {
      reviewId: review.document_id,
      userId: request.author.id,
      productId: line.product_document_id,
      orderNo: request.orderNo,
      rating: item.rating,
      status: isVisible ? 'visible' : 'pending',
    },
    at,
  });
}
