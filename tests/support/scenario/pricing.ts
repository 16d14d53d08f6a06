import { splitByWeight, sumOf } from './arithmetic';
import { at, type LineModel, type Mode, type Model } from './model';

/** What the suite sets up, and the defaults it leaves alone. */
export const SHOP = {
  /** Points that are worth one yuan. */
  pointsPerYuan: 100,
  expressFee: 800,
  expressFreeFrom: 9_900,
  /** One point for so many fen of goods. */
  fenPerPoint: 10,
  welcomePoints: 3_000,
};

export interface Wish {
  buyer: number;
  mode: Mode;
  items: { sku: number; quantity: number }[];
  /** Fen; for scan orders. */
  amount: number;
  points: number;
}

export interface Price {
  lines: LineModel[];
  freight: number;
  pointsUsed: number;
  payAmount: number;
  pointsToEarn: number;
}

/** items → points (one fen each here, up to everything) → freight on the goods before points. */
export function priceOf(model: Model, wish: Wish): Price {
  const items = mergeItems(wish.items);
  const amounts = items.map(({ sku, quantity }) => at(model.skus, sku).price * quantity);
  const goods = wish.mode === 'scan' ? wish.amount : sumOf(amounts, (amount) => amount);
  const pointsUsed = Math.min(wish.points, goods);
  const isCharged = wish.mode === 'express' && goods < SHOP.expressFreeFrom;
  const freight = isCharged ? SHOP.expressFee : 0;
  const paid = goods - pointsUsed;
  const discounts = splitByWeight(pointsUsed, amounts);
  const pointsToEarn = Math.floor(paid / SHOP.fenPerPoint);
  const paidByLine = amounts.map((amount, index) => amount - at(discounts, index));
  const earned = paid === 0 ? paidByLine.map(() => 0) : splitByWeight(pointsToEarn, paidByLine);
  const lines = items.map(({ sku, quantity }, index) => ({
    sku,
    quantity,
    paid: at(paidByLine, index),
    pointsUsed: at(discounts, index),
    pointsEarned: at(earned, index),
    shipped: 0,
    held: 0,
    reclaimed: 0,
    refundedUnits: 0,
    refunded: 0,
  }));
  return { lines, freight, pointsUsed, payAmount: paid + freight, pointsToEarn };
}

/** The same SKU twice is one line. */
export function mergeItems(items: Wish['items']): Wish['items'] {
  const quantities = new Map<number, number>();
  for (const { sku, quantity } of items) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return [...quantities].map(([sku, quantity]) => ({ sku, quantity }));
}
