/** Fen as yuan with two decimals, without the sign of the currency. */
export function yuan(fen) {
  const sign = fen < 0 ? '-' : '';
  const value = Math.abs(fen);
  return `${sign}${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
}

/** `18`, `18.8` or `18.80` as fen; null when it is no amount of money. */
export function fenOf(text) {
  const match = /^(\d{1,6})(?:\.(\d{0,2}))?$/.exec(text);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

const two = (number) => String(number).padStart(2, '0');

export function clock(date) {
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `11-21 09:30` in the visitor's own time zone. */
export function shortTime(iso) {
  if (!iso) return '';
  const date = new Date(iso);
  return `${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock(date)}`;
}

/** `红色 / L` */
export const specText = (specs) => Object.values(specs ?? {}).join(' / ');

const ORDER_STATES = {
  pending_payment: '待付款',
  awaiting_group: '待成团',
  awaiting_fulfilment: '待发货',
  shipped: '已发货',
  ready_for_pickup: '待自提',
  completed: '已完成',
  closed: '已关闭',
  refunded: '已退款',
};

export const orderState = (order) =>
  order.status === 'awaiting_fulfilment' && order.delivery?.mode === 'pickup'
    ? '待备货'
    : (ORDER_STATES[order.status] ?? order.status);

const MODES = { express: '快递配送', pickup: '到店自提', community: '社区配送', none: '无需配送' };

export const modeText = (mode) => MODES[mode] ?? mode;
