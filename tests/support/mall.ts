import { randomBytes } from 'node:crypto';
import type { Response } from 'supertest';
import type {} from '../../src/api/points/services/adjust-good-stock';
import type {} from '../../src/api/points/services/award-points';
import { inTransaction } from '../../src/platform/database/in-transaction';
import { getService } from '../../src/platform/get-service';
import { application } from './api';
import { as, database, type SignedIn } from './members';
import { givePointsRule } from './points';

export interface MadeGood {
  documentId: string;
  /** Row id of the SKU that holds its stock. */
  skuId: number;
  skuDocumentId: string;
}

const documents = () => application().strapi.documents('api::points.points-good');

/** A good on offer that came into stock by the book: 100 points, virtual, unless said otherwise. */
export async function makeGood(data: Record<string, unknown> = {}, stock = 10): Promise<MadeGood> {
  const name = `积分好物 ${randomBytes(5).toString('hex')}`;
  const offer = { name, kind: 'virtual', points: 100, price: 0, state: 'on_sale' };
  const { documentId } = await documents().create({ data: { ...offer, ...data } as never });
  const good = (await database()('points_goods as g')
    .join('skus as s', 's.id', 'g.sku_id')
    .where('g.document_id', documentId)
    .first('s.id', 's.document_id')) as { id: number; document_id: string };
  if (stock > 0) await restock(documentId, stock);
  return { documentId, skuId: good.id, skuDocumentId: good.document_id };
}

/** What staff do with “调整库存”. */
export async function restock(pointsGoodDocumentId: string, delta: number): Promise<void> {
  const adjustment = { pointsGoodDocumentId, delta, reason: '测试入库', operator: 'test' };
  await getService(application().strapi, 'api::points.adjust-good-stock')(adjustment);
}

/** Changes an offer as the form of the panel would. */
export async function changeGood({ documentId }: MadeGood, data: Record<string, unknown>): Promise<void> {
  await documents().update({ documentId, data: data as never });
}

/** Gives users this many points more, through a rule as staff would write it. */
export async function givePoints(members: SignedIn[], points: number): Promise<void> {
  const { strapi, clock } = application();
  const rule = await givePointsRule({ scene: 'manual', fixedPoints: points, enabled: true });
  for (const { id: userId } of members) {
    const key = `test:${randomBytes(8).toString('hex')}`;
    await inTransaction(strapi, (trx) =>
      getService(strapi, 'api::points.award-points')(trx, {
        userId,
        scene: 'manual',
        key,
        description: '测试发放',
        at: clock.now(),
      }),
    );
  }
  await rule.remove();
}

export interface RedemptionWish {
  pointsGoodId: string;
  quantity: number;
  [field: string]: unknown;
}

/** Redeems over HTTP; with a key when there is one. */
export function redeem(
  member: Pick<SignedIn, 'accessToken'>,
  good: Pick<MadeGood, 'documentId'>,
  { key, ...wish }: Record<string, unknown> & { key?: string } = {},
): Promise<Response> {
  const call = as(member).post('/points/redemptions');
  if (key !== undefined) call.set('Idempotency-Key', key);
  return call.send({ pointsGoodId: good.documentId, quantity: 1, ...wish }).then((answer) => answer);
}

/** The order of a redemption that must not be refused. */
export async function redeemed(
  member: SignedIn,
  good: MadeGood,
  wish: Record<string, unknown> = {},
): Promise<{ orderNo: string } & Record<string, unknown>> {
  const answer = await redeem(member, good, wish);
  if (answer.status !== 201) throw new Error(`not redeemed: ${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body as { data: { orderNo: string } }).data;
}

export interface Balance {
  available: number;
  frozen: number;
  used: number;
}

/** A user's points, as the user sees them. */
export async function balanceOf(member: SignedIn): Promise<Balance> {
  const { data } = (await as(member).get('/me/points')).body as { data: Balance };
  return { available: data.available, frozen: data.frozen, used: data.used };
}
