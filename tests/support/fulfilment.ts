import type { Response } from 'supertest';
import { application } from './api';
import type { MadeSku } from './catalog';
import { as, signIn, type SignedIn } from './members';
import { buy, makeSku, type OrderBody, pickupOrder } from './shopping';

export type Role = 'owner' | 'manager' | 'cashier' | 'courier';

export interface Shop {
  /** Row id. */
  id: number;
  documentId: string;
  owner: SignedIn;
}

/** A merchant with somebody who works there. */
export async function openShop(options: { state?: string; role?: Role } = {}): Promise<Shop> {
  const { state = 'active', role = 'owner' } = options;
  const merchant = await application()
    .strapi.documents('api::merchant.merchant')
    .create({ data: { name: '测试商户', state } as never });
  const shop = { id: Number(merchant.id), documentId: merchant.documentId };
  return { ...shop, owner: await hire(shop, role) };
}

/** Another member of a merchant's staff. Staff are records, so the row is written directly. */
export async function hire(shop: { id: number }, role: Role, enabled = true): Promise<SignedIn> {
  const member = await signIn();
  await application()
    .strapi.db.query('api::merchant.merchant-staff')
    .create({ data: { merchant: shop.id, user: member.id, role, enabled } });
  return member;
}

/** Calls as staff of a merchant: `atShop(owner, shop).get('/merchant/orders')`. */
export function atShop(member: SignedIn, shop: { documentId: string }) {
  const client = as(member);
  const call = (method: 'get' | 'post' | 'put' | 'delete') => (path: string) =>
    client[method](path).set('X-Merchant-Id', shop.documentId);
  return { get: call('get'), post: call('post'), put: call('put'), delete: call('delete') };
}

/** A SKU that a merchant sells. */
export const makeShopSku = (shop: { id: number }, options: { price?: number; stock?: number } = {}): Promise<MadeSku> =>
  makeSku({ ...options, product: { merchant: shop.id } });

/** The body of an order that goes by express. */
export async function expressOrder(member: SignedIn, lines: { sku: MadeSku; quantity: number }[]): Promise<OrderBody> {
  const address = await as(member).post('/me/addresses').send({
    name: '张三',
    phone: '13800138000',
    province: '广东省',
    city: '深圳市',
    district: '南山区',
    detail: '科技路 1 号',
    isDefault: true,
  });
  const { documentId: addressId } = (address.body as { data: { documentId: string } }).data;
  return {
    items: lines.map(({ sku, quantity }) => ({ skuId: sku.documentId, quantity })),
    delivery: { mode: 'express', addressId },
  };
}

/** A paid order that waits to be sent. */
export async function buyByExpress(member: SignedIn, lines: { sku: MadeSku; quantity: number }[]): Promise<string> {
  return buy(member, await expressOrder(member, lines));
}

/** A paid order that waits to be picked up. */
export async function buyForPickup(member: SignedIn, sku: MadeSku, quantity = 1): Promise<string> {
  return buy(member, await pickupOrder(sku, quantity));
}

let parcels = 0;

/** A tracking number nobody has used yet. */
export function newTrackingNo(): string {
  parcels += 1;
  return `SF${process.pid}${Date.now()}${parcels}`;
}

/** The merchant sends a parcel; without items everything that is left. */
export const ship = (
  shop: Shop,
  orderNo: string,
  parcel: { items?: { skuId: string; quantity: number }[]; carrier?: string; trackingNo?: string } = {},
): PromiseLike<Response> =>
  atShop(shop.owner, shop)
    .post(`/merchant/orders/${orderNo}/ship`)
    .send({ carrier: 'SF', trackingNo: newTrackingNo(), ...parcel });
