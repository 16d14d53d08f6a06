import type { ImageCheck, ReviewState, TextCheck } from '../../../domain/catalog/review';
import type { Trx } from '../../../platform/database/in-transaction';
import type { Queries } from '../../../platform/database/queries';
import { newRow, type StoredInstant, toInteger } from '../../../platform/database/rows';

export interface ReviewRow {
  id: number;
  document_id: string;
  user_id: number;
  product_id: number;
  order_item_id: number;
  order_no: string;
  rating: number;
  content: string | null;
  /** JSON of string[]; addresses as the user sent them. */
  images: unknown;
  /** JSON of ImageCheck[], parallel to the images. */
  image_checks: unknown;
  text_check: TextCheck;
  state: ReviewState;
  reply: string | null;
  replied_at: StoredInstant;
  first_visible_at: StoredInstant;
  points_awarded: number;
}

/** A line of an order as far as a review needs it. */
export interface ReviewedLine {
  id: number;
  sku_id: number;
  sku_document_id: string;
  product_id: number;
  product_document_id: string;
  specs: unknown;
  review_id: number | null;
}

/** The lines of an order, each with its review when there is one. */
export async function linesToReview(db: Queries, orderId: number): Promise<ReviewedLine[]> {
  return (
    (await db('order_items as i')
      .leftJoin('reviews as r', 'r.order_item_id', 'i.id')
      .where('i.order_id', orderId)
      // Goods of the points mall are no products and have no page that would show reviews.
      .whereNotNull('i.product_id')
      .orderBy('i.line_no')
      .select('i.id', 'i.sku_id', 'i.sku_document_id', 'i.product_id', 'i.product_document_id', 'i.specs')
      .select('r.id as review_id')) as ReviewedLine[]
  );
}

export interface NewReview {
  userId: number;
  orderNo: string;
  line: ReviewedLine;
  rating: number;
  content: string | null;
  images: string[];
  textCheck: TextCheck;
  isAnonymous: boolean;
  at: Date;
}

/** Writes a review that nobody sees yet. Ask first, with the order locked, whether the line has one. */
export async function insertReview(trx: Trx, review: NewReview): Promise<ReviewRow> {
  const { line, images } = review;
  const checks: ImageCheck[] = images.map(() => 'waiting');
  const rows = (await trx('reviews')
    .insert({
      ...newRow(review.at),
      user_id: review.userId,
      product_id: line.product_id,
      sku_id: line.sku_id,
      order_item_id: line.id,
      order_no: review.orderNo,
      rating: review.rating,
      content: review.content,
      images: JSON.stringify(images),
      image_checks: JSON.stringify(checks),
      specs: typeof line.specs === 'string' ? line.specs : JSON.stringify(line.specs ?? {}),
      text_check: review.textCheck,
      state: 'pending',
      is_anonymous: review.isAnonymous,
      points_awarded: 0,
    })
    .returning('*')) as ReviewRow[];
  const [row] = rows;
  if (!row) throw new Error('a review was not written');
  return row;
}

/** Locks a review; the order comes before it, the points account after it. */
export async function lockReview(trx: Trx, documentId: string): Promise<ReviewRow | undefined> {
  return trx('reviews').where({ document_id: documentId }).forUpdate().first<ReviewRow | undefined>();
}

/** Base of the ledger keys of what a review earns. */
export const awardKeyOf = (review: Pick<ReviewRow, 'order_no' | 'order_item_id'>): string =>
  `review:${review.order_no}:${review.order_item_id}`;

/** The reviews of an order that have earned points, all of its reviews locked. */
export async function lockRewardedReviews(trx: Trx, orderNo: string): Promise<ReviewRow[]> {
  const rows = await trx('reviews').where({ order_no: orderNo }).orderBy('id').forUpdate().select<ReviewRow[]>('*');
  return rows.filter(({ points_awarded: points }) => points > 0);
}

/** Row ids of an order's lines that went back: every piece and all the money, or the order as a whole. */
export async function returnedLines(trx: Trx, orderNo: string): Promise<Set<number>> {
  const ids = (await trx('order_items as i')
    .join('orders as o', 'o.id', 'i.order_id')
    .where('o.order_no', orderNo)
    .whereRaw("(o.state = 'refunded' or (i.refunded_quantity >= i.quantity and i.refunded_amount >= i.paid_amount))")
    .pluck('i.id')) as number[];
  return new Set(ids);
}

export async function changeReview(
  trx: Trx,
  id: number,
  change: { at: Date } & Record<string, unknown>,
): Promise<void> {
  const { at, ...columns } = change;
  await trx('reviews')
    .where({ id })
    .update({ ...columns, updated_at: at });
}

export async function productOfReview(db: Queries, productId: number): Promise<string | null> {
  const row = (await db('products').where({ id: productId }).first('document_id')) as
    { document_id: string } | undefined;
  return row?.document_id ?? null;
}

/** Visible reviews of a product by rating, in one statement. */
export async function countRatings(db: Queries, productId: number): Promise<Map<number, number>> {
  const rows = (await db('reviews')
    .where({ product_id: productId, state: 'visible' })
    .groupBy('rating')
    .select('rating')
    .count('* as count')) as { rating: number; count: unknown }[];
  return new Map(rows.map(({ rating, count }) => [rating, toInteger(count)]));
}

export interface ShownReviewRow extends ReviewRow {
  specs: unknown;
  is_anonymous: boolean | number;
  nickname: string | null;
  avatar: string | null;
  created_at: StoredInstant;
}

/** Visible reviews of a product below an id, newest first, one more than the page shows. */
export async function listVisibleReviews(
  db: Queries,
  { productId, before, limit }: { productId: number; before: number | null; limit: number },
): Promise<ShownReviewRow[]> {
  const query = db('reviews as r')
    .leftJoin('up_users as u', 'u.id', 'r.user_id')
    .where({ 'r.product_id': productId, 'r.state': 'visible' })
    .orderBy('r.id', 'desc')
    .limit(limit + 1)
    .select('r.*', 'u.nickname', 'u.avatar');
  if (before !== null) void query.andWhere('r.id', '<', before);
  return (await query) as ShownReviewRow[];
}
