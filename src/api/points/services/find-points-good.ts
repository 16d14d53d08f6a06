import type { DeliveryMode } from '../../../domain/order/types';
import { deliveryModesOfGood } from '../../../domain/points/good-delivery';
import type { Queries } from '../../../platform/database/queries';
import { toDateOrNull } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { findGood } from '../store/goods';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.find-points-good': FindPointsGood;
  }
}

/** A good of the points mall as redeeming needs it; whether it may be redeemed is not judged here. */
export interface PointsGood {
  documentId: string;
  name: string;
  /** Absolute-path URL. */
  image: string | null;
  /** The SKU that holds its stock and stands for it in orders. */
  skuId: number;
  skuDocumentId: string;
  /** Points and fen for one piece. */
  points: number;
  price: number;
  /** Pieces a user may redeem in all; 0: no limit. */
  perUserLimit: number;
  state: 'draft' | 'on_sale' | 'off_sale';
  listAt: Date | null;
  /** Exclusive. */
  delistAt: Date | null;
  available: number;
  /** `['none']` for what is not delivered. */
  deliveryModes: DeliveryMode[];
}

export interface FindPointsGood {
  /** @throws Refusal ProductUnavailableError when there is none */
  (connection: Queries, documentId: string): Promise<PointsGood>;
}

export default (): FindPointsGood => async (connection, documentId) => {
  const row = await findGood(connection, documentId);
  if (!row) throw new Refusal('ProductUnavailableError', { pointsGoodId: documentId, reason: 'not_found' });
  return {
    documentId: row.document_id,
    name: row.name,
    image: row.cover,
    skuId: row.sku_id,
    skuDocumentId: row.sku_document_id,
    points: row.points,
    price: row.price,
    perUserLimit: row.per_user_limit,
    state: row.state,
    listAt: toDateOrNull(row.list_at),
    delistAt: toDateOrNull(row.delist_at),
    available: row.available,
    deliveryModes: deliveryModesOfGood({
      kind: row.kind,
      deliversExpress: Boolean(row.delivers_express),
      deliversPickup: Boolean(row.delivers_pickup),
    }),
  };
};
