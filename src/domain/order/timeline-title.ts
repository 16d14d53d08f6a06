import type { OrderEvent, OrderStatus } from './types';

/** What happens to an order without changing its state. */
type StoryEvent =
  | 'place'
  | 'after_sale_opened'
  | 'after_sale_approved'
  | 'after_sale_rejected'
  | 'after_sale_cancelled'
  | 'after_sale_returned'
  | 'after_sale_received'
  | 'refund_part';

const EVENT_TITLES: Readonly<Record<OrderEvent | StoryEvent, string>> = {
  place: '提交订单',
  pay: '付款成功，等待发货',
  pay_into_group: '付款成功，等待成团',
  pay_and_complete: '付款成功，订单完成',
  group_complete: '拼团成功，等待发货',
  prepare_pickup: '商品已备好，可以取货',
  ship: '商品已发出',
  verify_pickup: '已取货，订单完成',
  receive: '已确认收货，订单完成',
  auto_complete: '到期自动确认收货，订单完成',
  cancel: '订单已取消',
  expire: '超时未付款，订单自动关闭',
  reject: '订单未被接受，已关闭',
  after_sale_opened: '申请售后',
  after_sale_approved: '商家同意售后申请',
  after_sale_rejected: '商家没有同意售后申请',
  after_sale_cancelled: '售后申请已撤销',
  after_sale_returned: '商品已寄回，等待商家收货',
  after_sale_received: '商家已收到退货',
  refund_part: '部分退款已到账',
  refund_all: '已全部退款',
};

const STATUS_TITLES: Readonly<Record<OrderStatus, string>> = {
  pending_payment: '等待付款',
  awaiting_group: '等待成团',
  awaiting_fulfilment: '等待发货',
  shipped: '商品在路上',
  ready_for_pickup: '等待取货',
  completed: '订单完成',
  closed: '订单已关闭',
  refunded: '已退款',
};

/** What a person reads about something that happened to an order: by its event, or by where it led when the event is a new one. */
export function timelineTitle(event: string, status: string): string {
  return titleIn(EVENT_TITLES, event) ?? titleIn(STATUS_TITLES, status) ?? '订单有更新';
}

/** Names such as `constructor` are not titles. */
const titleIn = (titles: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(titles, key) ? titles[key] : undefined;
