import type {} from '../../src/api/wechat/services/conclude-media-check';
import { getService } from '../../src/platform/get-service';
import { api, application } from './api';
import type { MadeSku } from './catalog';
import { as, database, type SignedIn } from './members';
import { buy, makeSku } from './shopping';

/** A product whose orders are complete as soon as they are paid. */
export const makeVirtualSku = (): Promise<MadeSku> =>
  makeSku({ price: 100, stock: 1_000, product: { kind: 'virtual' } });

/** From nothing to a completed order of these SKUs. */
export function completedOrder(member: SignedIn, ...skus: MadeSku[]): Promise<string> {
  const items = skus.map(({ documentId }) => ({ skuId: documentId, quantity: 1 }));
  return buy(member, { items, delivery: { mode: 'none' } });
}

export interface ReviewInput {
  skuId: string;
  rating: number;
  content?: string;
  images?: string[];
  isAnonymous?: boolean;
}

export const review = (member: SignedIn, orderNo: string, ...items: ReviewInput[]) =>
  as(member).post(`/orders/${orderNo}/reviews`).send({ items });

export interface ReviewFacts {
  id: number;
  document_id: string;
  state: string;
  content: string | null;
  rating: number;
  points_awarded: number;
  order_item_id: number;
  image_checks: string;
}

/** The reviews of an order as they are stored, oldest first. */
export async function reviewsOf(orderNo: string): Promise<ReviewFacts[]> {
  const rows: unknown = await database()('reviews').where({ order_no: orderNo }).orderBy('id');
  return rows as ReviewFacts[];
}

/** Document id of the product a SKU belongs to. */
export async function productOf(sku: MadeSku): Promise<string> {
  const row = (await database()('skus_product_lnk as l')
    .join('products as p', 'p.id', 'l.product_id')
    .where('l.sku_id', sku.id)
    .first('p.document_id')) as { document_id: string };
  return row.document_id;
}

/** What the page of a product says about its reviews. */
export async function summaryOf(sku: MadeSku): Promise<unknown> {
  const answer = await api().get(`/api/v1/products/${await productOf(sku)}`);
  return (answer.body as { data: { reviewsSummary: unknown } }).data.reviewsSummary;
}

/** What visitors read about a product. */
export async function shownReviews(sku: MadeSku): Promise<Record<string, unknown>[]> {
  const answer = await api().get(`/api/v1/products/${await productOf(sku)}/reviews`);
  return (answer.body as { data: Record<string, unknown>[] }).data;
}

/** Delivers events until nothing is due. */
export async function drainOutbox(): Promise<void> {
  while ((await application().runJob('outbox-relay')) > 0);
}

/** WeChat's answer about one picture of a review. */
export async function judgeImage(reviewId: string, index: number, suggest: 'pass' | 'review' | 'risky'): Promise<void> {
  const check = (await database()('media_checks')
    .where({ subject: `review:${reviewId}:${index}` })
    .first('trace_id')) as { trace_id: string } | undefined;
  if (!check) throw new Error(`WeChat was not asked about picture ${index}`);
  const { strapi, clock } = application();
  const verdict = { traceId: check.trace_id, suggest, label: null, at: clock.now() };
  await getService(strapi, 'api::wechat.conclude-media-check')(verdict);
  await drainOutbox();
}
