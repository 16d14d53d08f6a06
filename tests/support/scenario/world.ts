import type {} from '../../../src/api/order/services/decide-after-sale';
import { application } from '../api';
import { type MadeSku, makeProduct } from '../catalog';
import { expressOrder, openShop, type Shop } from '../fulfilment';
import { makePaymentCode } from '../merchants';
import { as, database, signIn, type SignedIn } from '../members';
import { addStock, makePickupPoint } from '../shopping';
import type { Caller } from './caller';
import { DAY, type Model } from './model';
import { SHOP } from './pricing';

/** One sequence's users, goods and shop, and what the model says of them; nobody else touches these rows. */
export interface World {
  model: Model;
  buyers: SignedIn[];
  skus: MadeSku[];
  shop: Shop;
  paymentCode: string;
  pickupPointId: string;
  addressIds: string[];
  /** The newest log entry that has been read. */
  lastLogId: number;
  /** When the tokens were fetched; they end after a week. */
  signedInAt: number;
  caller: Caller;
  /** What was done, for the report of a failure. */
  story: string[];
}

const GOODS = [
  { price: 1_999, stock: 9 },
  { price: 333, stock: 30 },
  { price: 5_001, stock: 4 },
  { price: 1_001, stock: 12, kind: 'virtual' },
];
const BUYERS = 2;

/** @param caller who the buyers' requests go to; this worker's application, or an instance that may be killed */
export async function makeWorld(caller: Caller): Promise<World> {
  const buyers: SignedIn[] = [];
  while (buyers.length < BUYERS) buyers.push(await signIn());
  const shop = await openShop();
  const skus: MadeSku[] = [];
  for (const { price, stock, kind = 'physical' } of GOODS) {
    const [sku] = (await makeProduct([price], { merchant: shop.id, kind })).skus;
    if (!sku) throw new Error('the product has no SKU');
    await addStock(sku.id, stock);
    skus.push(sku);
  }
  const addressIds: string[] = [];
  for (const buyer of buyers) addressIds.push((await expressOrder(buyer, [])).delivery.addressId ?? '');
  return {
    model: {
      at: application().clock.now().getTime(),
      buyers: buyers.map(() => ({ available: SHOP.welcomePoints, frozen: 0, debt: 0 })),
      skus: GOODS.map(({ price, stock, kind }, index) => ({
        documentId: skus[index]?.documentId ?? '',
        price,
        isVirtual: kind === 'virtual',
        available: stock,
        reserved: 0,
        sold: 0,
      })),
      orders: [],
      keys: {},
      isToldLate: false,
    },
    buyers,
    skus,
    shop,
    paymentCode: (await makePaymentCode()).code,
    pickupPointId: await makePickupPoint(),
    addressIds,
    lastLogId: 0,
    signedInAt: application().clock.now().getTime(),
    caller,
    story: [],
  };
}

/** Tokens end after a week of the clock; the same people sign in again before. */
export async function keepSignedIn(world: World): Promise<void> {
  const now = application().clock.now().getTime();
  if (now < world.signedInAt + 6 * DAY) return;
  for (const [index, { openid }] of world.buyers.entries()) world.buyers[index] = await signIn(openid);
  world.shop.owner = await signIn(world.shop.owner.openid);
  world.signedInAt = now;
}

export const userIds = (world: World): number[] => world.buyers.map(({ id }) => id);
export const skuIds = (world: World): number[] => world.skus.map(({ id }) => id);

export const directCaller: Caller = { as: (member) => as(member) };

export { database };
