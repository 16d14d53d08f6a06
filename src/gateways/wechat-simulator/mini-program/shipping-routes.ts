import type { ShippingRecord, SimulatedOrder } from '../state';
import type { SimulatorWorld } from '../world';
import type { MiniProgramInput, MiniProgramResult, MiniProgramRoute } from './mini-program-route';
import { textMember } from './mini-program-route';
import { announceShipped } from './push-events';
import { invalidArguments, refuse } from './refusal';
import { filedOrder, ORDER_STATE, orderOfBody, orderState } from './shipping-records';
import { fileUpload, parseUpload } from './shipping-upload';

const EXPRESS = 1;
const DEFAULT_PAGE = 100;
const seconds = (epochMs: number): number => Math.floor(epochMs / 1000);

async function upload({ world, body }: MiniProgramInput): Promise<MiniProgramResult> {
  const parsed = parseUpload(world, body);
  const record = fileUpload(world, parsed);
  await world.save();
  if (record.isFinished) announceShipped(world, parsed.order);
  return {};
}

function shippingView(record: ShippingRecord | undefined): Record<string, unknown> {
  if (!record) return { finish_shipping: false, finish_shipping_count: 0, shipping_list: [] };
  return {
    delivery_mode: record.deliveryMode,
    logistics_type: record.logisticsType,
    finish_shipping: record.isFinished,
    finish_shipping_count: record.finishCount,
    goods_desc: record.parcels.map(({ itemDesc }) => itemDesc).join('；'),
    shipping_list: record.parcels.map(({ trackingNo, companyId, itemDesc }) => ({
      tracking_no: trackingNo,
      express_company: companyId,
      goods_desc: itemDesc,
      upload_time: seconds(record.uploadTime),
    })),
  };
}

function orderView(world: SimulatorWorld, order: SimulatedOrder): Record<string, unknown> {
  return {
    transaction_id: order.transactionId,
    merchant_trade_no: order.outTradeNo,
    merchant_id: world.credentials.mchId,
    sub_merchant_id: '',
    description: '',
    paid_amount: order.totalFen,
    openid: order.openid,
    trade_create_time: seconds(order.createdAt),
    pay_time: seconds(order.paidAt ?? 0),
    order_state: orderState(world, order),
    in_complaint: false,
    shipping: shippingView(world.state.shippingRecords[order.outTradeNo]),
  };
}

function getOrder({ world, body }: MiniProgramInput): MiniProgramResult {
  return { order: orderView(world, orderOfBody(world, body)) };
}

/** Paid orders that are filed, oldest payment first; the index is the position and nobody's business. */
function filedOrders(world: SimulatorWorld): SimulatedOrder[] {
  const isFiled = (order: SimulatedOrder): boolean => {
    try {
      return filedOrder(world, order.outTradeNo) === order;
    } catch {
      return false;
    }
  };
  return Object.values(world.state.orders)
    .filter(isFiled)
    .sort((one, other) => (one.paidAt ?? 0) - (other.paidAt ?? 0));
}

function getOrderList({ world, body }: MiniProgramInput): MiniProgramResult {
  const range = (body.pay_time_range ?? {}) as { begin_time?: number; end_time?: number };
  const pageSize = Number(body.page_size ?? DEFAULT_PAGE);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > DEFAULT_PAGE) throw invalidArguments('page_size');
  const lastIndex = textMember(body, 'last_index') ?? '0';
  if (!/^\d{1,9}$/.test(lastIndex)) throw refuse(10060011, 'invalid last_index');
  const found = filedOrders(world).filter((order) => {
    const paidSeconds = seconds(order.paidAt ?? 0);
    if (paidSeconds < (range.begin_time ?? 0) || paidSeconds > (range.end_time ?? Infinity)) return false;
    if (body.openid !== undefined && body.openid !== order.openid) return false;
    return body.order_state === undefined || body.order_state === orderState(world, order);
  });
  const start = Number(lastIndex);
  const page = found.slice(start, start + pageSize);
  return {
    order_list: page.map((order) => orderView(world, order)),
    last_index: String(start + page.length),
    has_more: start + page.length < found.length,
  };
}

function notifyConfirmReceive({ world, body }: MiniProgramInput): MiniProgramResult {
  const order = orderOfBody(world, body);
  const record = world.state.shippingRecords[order.outTradeNo];
  if (!record?.isFinished || orderState(world, order) !== ORDER_STATE.shipped) throw refuse(10060028, '支付单未发货');
  if (record.logisticsType !== EXPRESS) throw refuse(10060032, '不是快递发货');
  if (record.isReminderUsed) throw refuse(10060030, '提醒次数已用完');
  if (!(Number(body.received_time) * 1000 >= record.shippedAt)) throw refuse(10060029, '签收时间早于发货时间');
  record.isReminderUsed = true;
  return {};
}

function setMsgJumpPath({ world, body }: MiniProgramInput): MiniProgramResult {
  const path = textMember(body, 'path');
  if (!path) throw invalidArguments('path');
  world.state.messageJumpPath = path;
  return {};
}

function isTradeManaged({ world, body }: MiniProgramInput): MiniProgramResult {
  if (textMember(body, 'appid') !== world.credentials.appId) throw refuse(40013, 'invalid appid');
  return { is_trade_managed: world.state.settings.isTradeManaged };
}

const route = (name: string, run: MiniProgramRoute['handle']['run']): MiniProgramRoute => ({
  method: 'POST',
  path: `/wxa/sec/order/${name}`,
  handle: { needsAccessToken: true, run },
});

/** Shipping information of payments made on this platform (wechat.md B9). */
export const shippingRoutes: MiniProgramRoute[] = [
  route('upload_shipping_info', upload),
  route('get_order', getOrder),
  route('get_order_list', getOrderList),
  route('notify_confirm_receive', notifyConfirmReceive),
  route('set_msg_jump_path', setMsgJumpPath),
  route('is_trade_managed', isTradeManaged),
];
