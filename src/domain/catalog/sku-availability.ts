import type { Id } from '../shared/id';
import type { Refusal } from '../shared/refusal';
import { refuse } from '../shared/refusal';
import type { Result } from '../shared/result';
import { err, ok } from '../shared/result';

export type ProductStatus = 'draft' | 'on_sale' | 'off_sale';

export interface SaleFacts {
  readonly skuId: Id;
  readonly productStatus: ProductStatus;
  readonly isSkuEnabled: boolean;
  readonly listAt: Date | null;
  /** Exclusive. */
  readonly delistAt: Date | null;
  /** Growth threshold of the level the product is reserved for; null: for everybody. */
  readonly requiredLevelThreshold: number | null;
}

export interface Buyer {
  /** Growth threshold of the buyer's level; 0 for the lowest and for visitors. */
  readonly levelThreshold: number;
  readonly at: Date;
}

export type UnavailableReason = 'off_sale' | 'not_listed_yet' | 'delisted' | 'level';

export interface LimitFacts {
  readonly productId: Id;
  /** Null or 0: no limit. */
  readonly perUserLimit: number | null;
  /** Pieces in earlier orders that were not closed or refunded. */
  readonly boughtQuantity: number;
  /** Pieces of the product in this order, all SKUs together. */
  readonly quantity: number;
}

export interface StockFacts {
  readonly skuId: Id;
  readonly quantity: number;
  readonly available: number;
}

/** Whether this buyer may buy the SKU now, stock and limits aside: 1001 with `details.reason`. */
export function checkOnSale(sku: SaleFacts, buyer: Buyer): Result<void, Refusal<'ProductUnavailableError'>> {
  const reason = unavailableReason(sku, buyer);
  return reason === null ? ok(undefined) : err(refuse('ProductUnavailableError', { skuId: sku.skuId, reason }));
}

/** Whether the user's limit for the product allows these pieces: 1003 with what is left. */
export function checkPurchaseLimit(facts: LimitFacts): Result<void, Refusal<'PurchaseLimitError'>> {
  const { productId, perUserLimit, boughtQuantity, quantity } = facts;
  if (perUserLimit === null || perUserLimit === 0 || boughtQuantity + quantity <= perUserLimit) return ok(undefined);
  const remaining = Math.max(0, perUserLimit - boughtQuantity);
  return err(refuse('PurchaseLimitError', { productId, limit: perUserLimit, remaining }));
}

/**
 * Whether the stock seen now would do: 1002, `details.items` lists each SKU that falls short and what is left of it. Good
 * for cart and preview; placing is decided by the conditional update.
 */
export function checkStock(lines: readonly StockFacts[]): Result<void, Refusal<'InsufficientStockError'>> {
  const items = lines
    .filter((line) => line.quantity > line.available)
    .map(({ skuId, available }) => ({ skuId, available: Math.max(0, available) }));
  return items.length === 0 ? ok(undefined) : err(refuse('InsufficientStockError', { items }));
}

function unavailableReason(sku: SaleFacts, buyer: Buyer): UnavailableReason | null {
  if (sku.productStatus !== 'on_sale' || !sku.isSkuEnabled) return 'off_sale';
  if (sku.listAt !== null && buyer.at < sku.listAt) return 'not_listed_yet';
  if (sku.delistAt !== null && buyer.at >= sku.delistAt) return 'delisted';
  if (sku.requiredLevelThreshold !== null && buyer.levelThreshold < sku.requiredLevelThreshold) return 'level';
  return null;
}
