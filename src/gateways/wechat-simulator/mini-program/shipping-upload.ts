import { parseInstant } from '../beijing-time';
import { fingerprint } from '../crypto';
import type { ShippedParcel, ShippingRecord, SimulatedOrder } from '../state';
import type { SimulatorWorld } from '../world';
import { invalidArguments, refuse } from './refusal';
import { textMember } from './mini-program-route';
import { filedOrder, ORDER_STATE, orderState } from './shipping-records';

type Json = Record<string, unknown>;

export interface ParsedUpload {
  order: SimulatedOrder;
  logisticsType: number;
  deliveryMode: number;
  isAllDelivered: boolean;
  parcels: ShippedParcel[];
  uploadTime: number;
}

const EXPRESS = 1;
const UNIFIED = 1;
const SPLIT = 2;
const MAX_PARCELS = 15;
const MAX_DESCRIPTION = 120;
const MAX_NUMBER = 128;
const MASKED_CONTACT = /^(\+\d{1,4}-)?[\d-]*\*+\d{4}$/;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseOrderKey(world: SimulatorWorld, key: Json): SimulatedOrder {
  if (key.order_number_type === 2) {
    const transactionId = textMember(key, 'transaction_id');
    if (!transactionId) throw refuse(268485195, 'transaction_id is empty');
    return filedOrder(world, world.state.outTradeNoByTransaction[transactionId]);
  }
  if (key.order_number_type !== 1) throw refuse(268485194, 'invalid order_number_type');
  const mchid = textMember(key, 'mchid');
  if (!mchid) throw refuse(268485196, 'mchid is empty');
  const outTradeNo = textMember(key, 'out_trade_no');
  if (!outTradeNo) throw refuse(268485197, 'out_trade_no is empty');
  if (mchid !== world.credentials.mchId) throw refuse(10060001, '支付单不存在');
  return filedOrder(world, outTradeNo);
}

function requireContact(entry: Json): void {
  const contact = isRecord(entry.contact) ? entry.contact : {};
  const phone = textMember(contact, 'receiver_contact') ?? textMember(contact, 'consignor_contact');
  if (!phone || !MASKED_CONTACT.test(phone)) throw refuse(10060014, '顺丰必须填写掩码后的联系方式');
}

function parseExpress(entry: Json): { trackingNo: string; companyId: string } {
  const trackingNo = textMember(entry, 'tracking_no') ?? '';
  const companyId = textMember(entry, 'express_company') ?? '';
  if (trackingNo === '') throw refuse(268485226, 'tracking_no is empty');
  if (companyId === '') throw refuse(268485227, 'express_company is empty');
  if (companyId.length > MAX_NUMBER) throw refuse(10060025, 'express_company too long');
  if (trackingNo.length > MAX_NUMBER) throw refuse(10060026, 'tracking_no too long');
  if (companyId === 'SF') requireContact(entry);
  return { trackingNo, companyId };
}

function parseParcel(entry: unknown, logisticsType: number): ShippedParcel {
  if (!isRecord(entry)) throw invalidArguments('shipping_list');
  const itemDesc = textMember(entry, 'item_desc') ?? '';
  if (itemDesc === '') throw refuse(10060008, 'item_desc is empty');
  if (Array.from(itemDesc).length > MAX_DESCRIPTION) throw refuse(10060009, 'item_desc too long');
  const express = logisticsType === EXPRESS ? parseExpress(entry) : { trackingNo: '', companyId: '' };
  return { ...express, itemDesc };
}

function parseParcels(body: Json, { logisticsType, deliveryMode }: { logisticsType: number; deliveryMode: number }) {
  const { shipping_list: list } = body;
  if (!Array.isArray(list)) throw refuse(47001, 'data format error: shipping_list');
  if (deliveryMode === UNIFIED && list.length !== 1) throw refuse(268485228, 'unified shipping has exactly one entry');
  if (list.length > MAX_PARCELS) throw refuse(10060024, 'shipping_list too long');
  if (list.length === 0) throw invalidArguments('shipping_list');
  return list.map((entry) => parseParcel(entry, logisticsType));
}

/** Reads and checks the body of `upload_shipping_info`, in the order of its members (wechat.md B9). */
export function parseUpload(world: SimulatorWorld, body: Json): ParsedUpload {
  const order = parseOrderKey(world, isRecord(body.order_key) ? body.order_key : {});
  const { logistics_type: logisticsType, delivery_mode: deliveryMode, is_all_delivered: isAllDelivered } = body;
  if (typeof logisticsType !== 'number' || ![1, 2, 3, 4].includes(logisticsType))
    throw refuse(10060005, 'invalid logistics_type');
  if (deliveryMode !== UNIFIED && deliveryMode !== SPLIT) throw refuse(268485224, 'invalid delivery_mode');
  if (deliveryMode === SPLIT && logisticsType !== EXPRESS) throw refuse(10060006, 'only express can be split');
  if (deliveryMode === SPLIT && typeof isAllDelivered !== 'boolean') throw refuse(10060007, 'is_all_delivered missing');
  const parcels = parseParcels(body, { logisticsType, deliveryMode });
  const uploadTime = parseInstant(textMember(body, 'upload_time') ?? '');
  if (uploadTime === null) throw refuse(268485216, 'upload_time is not RFC 3339');
  const payer = isRecord(body.payer) ? textMember(body.payer, 'openid') : undefined;
  if (payer !== order.openid) throw refuse(10060031, '支付单不属于该 openid');
  const isFinished = deliveryMode === UNIFIED || isAllDelivered === true;
  return { order, logisticsType, deliveryMode, isAllDelivered: isFinished, parcels, uploadTime };
}

const contentOf = (upload: Pick<ShippingRecord, 'logisticsType' | 'deliveryMode' | 'isFinished' | 'parcels'>): string =>
  fingerprint([upload.logisticsType, upload.deliveryMode, upload.isFinished, upload.parcels]);

/** What forbids this upload, thrown; otherwise whether it uses up the one re-ship. */
function checkAgainst(known: ShippingRecord, upload: ParsedUpload): boolean {
  const { logisticsType, deliveryMode, parcels, uploadTime, isAllDelivered: isFinished } = upload;
  if (contentOf(known) === contentOf({ logisticsType, deliveryMode, isFinished, parcels }))
    throw refuse(10060023, '发货信息未更新');
  if (uploadTime <= known.uploadTime) throw refuse(10060014, 'upload_time must be newer than the previous one');
  const isReship = known.isFinished || known.deliveryMode !== deliveryMode || known.logisticsType !== logisticsType;
  if (isReship && known.hasReshipped) throw refuse(10060003, '支付单已使用重新发货机会');
  return isReship || known.hasReshipped;
}

/** Files an upload: a correction of unfinished shipping, its finish, or the one re-ship. Throws what forbids it. */
export function fileUpload(world: SimulatorWorld, upload: ParsedUpload): ShippingRecord {
  const { order, logisticsType, deliveryMode, parcels, uploadTime, isAllDelivered: isFinished } = upload;
  if (orderState(world, order) > ORDER_STATE.shipped) throw refuse(10060004, '支付单处于不可发货的状态');
  const known = world.state.shippingRecords[order.outTradeNo];
  const hasReshipped = known ? checkAgainst(known, upload) : false;
  const finishesBefore = known?.finishCount ?? 0;
  const record: ShippingRecord = {
    logisticsType,
    deliveryMode,
    parcels,
    isFinished,
    uploadTime,
    shippedAt: world.nowMs(),
    hasReshipped,
    finishCount: isFinished ? Math.min(2, finishesBefore + 1) : finishesBefore,
    uploads: (known?.uploads ?? 0) + 1,
    receivedAt: null,
    settledAt: null,
    isReminderUsed: known?.isReminderUsed ?? false,
  };
  world.state.shippingRecords[order.outTradeNo] = record;
  return record;
}
