import { err, ok, type Result } from '../shared/result';
import { carrierIdOf } from './carriers';

export type LogisticsType = 'express' | 'local' | 'virtual' | 'pickup';
export type DeliveryMode = 'unified' | 'split';
export type ShippingUploadState = 'pending' | 'uploaded' | 'failed' | 'gave_up';

export interface Parcel {
  /** The carrier's name as staff wrote it; express only. */
  readonly carrier?: string | null;
  readonly trackingNo?: string | null;
  readonly itemDesc: string;
  /** The receiver's phone; whatever comes, no more than the first three and last four digits leave the house. */
  readonly contactPhoneMasked?: string | null;
}

/** What the shop wants WeChat to know about the shipping of one payment. */
export interface ShippingWish {
  readonly logisticsType: LogisticsType;
  readonly deliveryMode: DeliveryMode;
  readonly parcels: readonly Parcel[];
  readonly isAllDelivered: boolean;
}

export interface UploadParcel {
  express?: { companyId: string; trackingNo: string };
  itemDesc: string;
  receiverPhoneMasked?: string;
}

/** Why a wish cannot be uploaded as it is; somebody has to correct the shipment. */
export type WishProblem =
  | { kind: 'unknown_carrier'; carrier: string }
  | { kind: 'no_tracking_no' }
  | { kind: 'no_contact'; trackingNo: string };

const MAX_PARCELS = 15;
const MAX_DESCRIPTION = 120;
const NEEDS_CONTACT = 'SF';

/** Only express has several parcels at WeChat; once split, a payment stays split, because a change costs its one re-ship. */
export function deliveryModeOf(
  wish: Pick<ShippingWish, 'logisticsType' | 'parcels' | 'isAllDelivered'>,
  known: DeliveryMode | null,
): DeliveryMode {
  if (wish.logisticsType !== 'express') return 'unified';
  return known === 'split' || wish.parcels.length > 1 || !wish.isAllDelivered ? 'split' : 'unified';
}

/**
 * Whether two wishes say the same to WeChat. Beside express WeChat knows no parts: the first hand-over counts as shipping, so
 * later parts say nothing new.
 */
export function isSameWish(one: ShippingWish, other: ShippingWish): boolean {
  if (one.logisticsType !== other.logisticsType) return false;
  if (one.logisticsType !== 'express') return true;
  return JSON.stringify(expressContent(one)) === JSON.stringify(expressContent(other));
}

const expressContent = ({ deliveryMode, parcels, isAllDelivered }: ShippingWish): unknown => [
  deliveryMode,
  isAllDelivered,
  parcels.map(({ carrier, trackingNo, itemDesc, contactPhoneMasked }) => [
    carrier ?? '',
    trackingNo ?? '',
    itemDesc,
    contactPhoneMasked ?? '',
  ]),
];

/** `138****0001`: digits enough for SF, too few to call. Null when there are no four digits to show. */
export function maskedPhone(phone: string | null | undefined): string | null {
  const digits = (phone ?? '').replace(/[^\d*]/g, '');
  const last = /\d{4}$/.exec(digits)?.[0];
  if (last === undefined) return null;
  const first = /^\d{3}/.exec(digits.slice(0, -4))?.[0] ?? '';
  return `${first}****${last}`;
}

const describe = (text: string): string => Array.from(text.trim()).slice(0, MAX_DESCRIPTION).join('') || '商品';

/** The parcels as WeChat takes them: at most 15, carriers by id, descriptions and phones within its limits. */
export function composeParcels(wish: ShippingWish): Result<UploadParcel[], WishProblem> {
  if (wish.logisticsType !== 'express') {
    const goods = wish.parcels.map(({ itemDesc }) => itemDesc.trim()).filter((text) => text !== '');
    return ok([{ itemDesc: describe(goods.join('；')) }]);
  }
  const composed: UploadParcel[] = [];
  for (const parcel of wish.parcels.slice(0, MAX_PARCELS)) {
    const result = composeExpress(parcel);
    if (!result.ok) return result;
    composed.push(result.value);
  }
  return composed.length > 0 ? ok(composed) : err({ kind: 'no_tracking_no' });
}

function composeExpress(parcel: Parcel): Result<UploadParcel, WishProblem> {
  const carrier = parcel.carrier ?? '';
  const companyId = carrierIdOf(carrier);
  if (companyId === null) return err({ kind: 'unknown_carrier', carrier });
  const trackingNo = (parcel.trackingNo ?? '').trim();
  if (trackingNo === '') return err({ kind: 'no_tracking_no' });
  const phone = maskedPhone(parcel.contactPhoneMasked);
  if (companyId === NEEDS_CONTACT && phone === null) return err({ kind: 'no_contact', trackingNo });
  return ok({
    express: { companyId, trackingNo },
    itemDesc: describe(parcel.itemDesc),
    ...(phone === null ? {} : { receiverPhoneMasked: phone }),
  });
}
