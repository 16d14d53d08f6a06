import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { findInventoryOfGood } from '../store/goods';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.adjust-good-stock': AdjustGoodStock;
  }
}

export interface GoodStockAdjustment {
  pointsGoodDocumentId: string;
  /** Pieces to add; negative to take away. */
  delta: number;
  reason: string;
  /** Who, as the audit log names people. */
  operator: string;
  operatorType?: 'admin' | 'system';
  /** The caller's key and row id, where there is one: the same request twice moves stock once. */
  idempotency?: { key: string | null; userId: number };
}

export interface AdjustGoodStock {
  /**
   * Changes by hand how many pieces of a points good can be redeemed, with movement and audit entry like all stock.
   * @returns the new `available`
   * @throws Refusal NotFoundError, ValidationError, IdempotencyConflictError, or InsufficientStockError when less is left than shall be taken away
   */
  (adjustment: GoodStockAdjustment): Promise<{ available: number }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): AdjustGoodStock =>
  async ({ pointsGoodDocumentId, ...adjustment }) => {
    const inventoryDocumentId = await findInventoryOfGood(strapi.db.connection, pointsGoodDocumentId);
    if (inventoryDocumentId === undefined) throw new Refusal('NotFoundError', { pointsGoodId: pointsGoodDocumentId });
    return getService(strapi, 'api::catalog.adjust-stock').adjustStock({ ...adjustment, inventoryDocumentId });
  };
