import type {
  DeliveryMode,
  LogisticsType,
  Parcel,
  ShippingUploadState,
  ShippingWish,
} from '../../../domain/wechat/shipping-upload';
import { fromJson, type StoredInstant } from '../../../platform/database/rows';

export interface ShippingUploadRow {
  id: number;
  document_id: string;
  order_no: string;
  out_trade_no: string;
  transaction_id: string;
  openid: string;
  logistics_type: LogisticsType;
  delivery_mode: DeliveryMode;
  /** JSON of Parcel[] */
  parcels: unknown;
  item_desc: string | null;
  is_all_delivered: boolean | number;
  state: ShippingUploadState;
  /** Counts the wishes for this payment; an upload answers for the one it carried. */
  revision: number;
  attempts: number;
  requested_at: StoredInstant;
  next_attempt_at: StoredInstant;
  /** While an upload is under way; after this instant its process counts as dead. */
  sending_until: StoredInstant;
}

/** A stored row as the wish it is. */
export const wishOf = (row: ShippingUploadRow): ShippingWish => ({
  logisticsType: row.logistics_type,
  deliveryMode: row.delivery_mode,
  parcels: fromJson<Parcel[]>(row.parcels) ?? [],
  isAllDelivered: Boolean(row.is_all_delivered),
});
