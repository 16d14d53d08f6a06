import { z } from 'zod';
import { WechatApiError } from './errors';
import { type ApiAnswer, readJson } from './http';
import type {
  LogisticsType,
  ShippingManagementPort,
  ShippingParcel,
  ShippingUpload,
  TradeOrder,
  TradeOrderQuery,
  TradeOrderState,
} from './shipping-port';

/** One POST with the access token; the answer is read inside, so that a rejected token is noticed and replaced. */
export type PostCall = <T>(path: string, body: object, read: (answer: ApiAnswer) => T) => Promise<T>;

/** A payment that WeChat's shipping service has not filed, yet or at all. */
export const PAYMENT_NOT_FILED = 10060001;

const MAX_PARCELS = 15;
const MAX_ITEM_DESC = 120;
const BEIJING_OFFSET_MS = 8 * 3_600_000;
const BY_TRANSACTION = 2;
const LOGISTICS: Record<LogisticsType, number> = { express: 1, local: 2, virtual: 3, pickup: 4 };
const DELIVERY_MODES = { unified: 1, split: 2 } as const;
const STATES: readonly TradeOrderState[] = [
  'to_ship',
  'shipped',
  'received',
  'completed',
  'refunded',
  'awaiting_settlement',
];

const done = z.object({});
const parcel = z.object({
  tracking_no: z.string().catch(''),
  express_company: z.string().catch(''),
  goods_desc: z.string().catch(''),
});
const tradeOrder = z.object({
  transaction_id: z.string(),
  merchant_trade_no: z.string().catch(''),
  openid: z.string().catch(''),
  paid_amount: z.coerce.number().int(),
  pay_time: z.coerce.number().int(),
  order_state: z.coerce.number().int().min(1).max(STATES.length),
  in_complaint: z.boolean().catch(false),
  shipping: z
    .object({
      finish_shipping: z.boolean().catch(false),
      finish_shipping_count: z.coerce.number().int().catch(0),
      // A lone parcel has been seen outside a list.
      shipping_list: z.union([z.array(parcel), parcel.transform((one) => [one])]).catch([]),
    })
    .nullish(),
});
const tradeOrderAnswer = z.object({ order: tradeOrder });
const tradeOrderPage = z.object({
  order_list: z.array(tradeOrder).nullish(),
  last_index: z.string().nullish(),
  has_more: z.boolean().catch(false),
});
const managedAnswer = z.object({ is_trade_managed: z.boolean() });

function ensure(isValid: boolean, sentence: string): void {
  if (!isValid) throw new RangeError(sentence);
}

/** RFC 3339 with milliseconds and the offset that WeChat prints itself. */
const beijingTime = (at: Date): string =>
  `${new Date(at.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 23)}+08:00`;

const unixSeconds = (at: Date): number => Math.floor(at.getTime() / 1000);

function parcelBody({ express, itemDesc, receiverPhoneMasked }: ShippingParcel): object {
  const length = Array.from(itemDesc).length;
  ensure(length >= 1 && length <= MAX_ITEM_DESC, `itemDesc must be 1–${String(MAX_ITEM_DESC)} characters.`);
  return {
    ...(express ? { tracking_no: express.trackingNo, express_company: express.companyId } : {}),
    item_desc: itemDesc,
    ...(receiverPhoneMasked ? { contact: { receiver_contact: receiverPhoneMasked } } : {}),
  };
}

function checkUpload({ logisticsType, deliveryMode, parcels }: ShippingUpload): void {
  ensure(parcels.length >= 1 && parcels.length <= MAX_PARCELS, `A payment has 1–${String(MAX_PARCELS)} parcels.`);
  ensure(deliveryMode === 'split' || parcels.length === 1, 'Unified shipping has exactly one parcel.');
  ensure(deliveryMode === 'unified' || logisticsType === 'express', 'Only express is shipped in several parcels.');
  const isExpress = logisticsType === 'express';
  ensure(
    parcels.every(({ express }) => Boolean(express) === isExpress),
    'Express parcels, and only they, have a carrier and a number.',
  );
}

function uploadBody(request: ShippingUpload): object {
  checkUpload(request);
  const { transactionId, openid, logisticsType, deliveryMode, parcels, isAllDelivered, uploadedAt } = request;
  return {
    order_key: { order_number_type: BY_TRANSACTION, transaction_id: transactionId },
    logistics_type: LOGISTICS[logisticsType],
    delivery_mode: DELIVERY_MODES[deliveryMode],
    ...(deliveryMode === 'split' ? { is_all_delivered: isAllDelivered } : {}),
    shipping_list: parcels.map(parcelBody),
    upload_time: beijingTime(uploadedAt),
    payer: { openid },
  };
}

function toTradeOrder(order: z.infer<typeof tradeOrder>): TradeOrder {
  return {
    transactionId: order.transaction_id,
    outTradeNo: order.merchant_trade_no,
    openid: order.openid,
    paidFen: order.paid_amount,
    paidAt: new Date(order.pay_time * 1000),
    state: STATES[order.order_state - 1] ?? 'to_ship',
    isInComplaint: order.in_complaint,
    isFinished: order.shipping?.finish_shipping ?? false,
    finishCount: order.shipping?.finish_shipping_count ?? 0,
    parcels: (order.shipping?.shipping_list ?? []).map((sent) => ({
      trackingNo: sent.tracking_no,
      companyId: sent.express_company,
      itemDesc: sent.goods_desc,
    })),
  };
}

function queryBody({ paidFrom, paidUntil, state, openid, pageSize, after }: TradeOrderQuery): object {
  return {
    pay_time_range: { begin_time: unixSeconds(paidFrom), end_time: unixSeconds(paidUntil) },
    order_state: state === undefined ? undefined : STATES.indexOf(state) + 1,
    openid,
    last_index: after,
    page_size: pageSize,
  };
}

/** The calls below `/wxa/sec/order` (wechat.md B9). */
export function createShippingManagement(post: PostCall, appId: string): ShippingManagementPort {
  const call = <T>(name: string, body: object, schema: z.ZodType<T>): Promise<T> =>
    post(`/wxa/sec/order/${name}`, body, (answer) => readJson(answer, schema));
  return {
    async upload(request) {
      await call('upload_shipping_info', uploadBody(request), done);
    },
    async find(transactionId) {
      try {
        const { order } = await call('get_order', { transaction_id: transactionId }, tradeOrderAnswer);
        return toTradeOrder(order);
      } catch (error) {
        if (error instanceof WechatApiError && error.errcode === PAYMENT_NOT_FILED) return null;
        throw error;
      }
    },
    async list(query) {
      const page = await call('get_order_list', queryBody(query), tradeOrderPage);
      const lastIndex = page.has_more ? (page.last_index ?? null) : null;
      return { orders: (page.order_list ?? []).map(toTradeOrder), lastIndex };
    },
    async remindToConfirm({ transactionId, receivedAt }) {
      const body = { transaction_id: transactionId, received_time: unixSeconds(receivedAt) };
      await call('notify_confirm_receive', body, done);
    },
    async setMessagePath(path) {
      await call('set_msg_jump_path', { path }, done);
    },
    async isTradeManaged() {
      const { is_trade_managed: isManaged } = await call('is_trade_managed', { appid: appId }, managedAnswer);
      return isManaged;
    },
  };
}
