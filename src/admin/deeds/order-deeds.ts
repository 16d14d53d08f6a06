import { priceTag } from '../money/yuan-text';
import { ShipOrderForm } from '../order/ship-order-form';
import type { Deed, RecordDocument } from './deed';

const model = 'api::order.order';
const SENDABLE = new Set(['awaiting_fulfilment', 'shipped']);
const TO_BE_PICKED_UP = new Set(['awaiting_fulfilment', 'ready_for_pickup']);
const REFUNDABLE = new Set(['awaiting_fulfilment', 'ready_for_pickup', 'shipped', 'completed']);
const pathOf =
  (deed: string) =>
  (_documentId: string, { orderNo }: RecordDocument): string =>
    `/shop/orders/${String(orderNo)}/${deed}`;

/** What staff do with orders, in the order in which it happens. */
export const orderDeeds: Deed[] = [
  {
    model,
    permission: 'order.ship',
    label: '发货',
    variant: 'default',
    path: pathOf('ship'),
    isOffered: ({ state = '', deliveryMode }) => deliveryMode !== 'pickup' && SENDABLE.has(state),
    fields: [],
    Form: ShipOrderForm,
    done: '已发货',
  },
  {
    model,
    permission: 'order.prepare-pickup',
    label: '备货完成',
    variant: 'default',
    path: pathOf('prepare-pickup'),
    isOffered: ({ state, deliveryMode }) => deliveryMode === 'pickup' && state === 'awaiting_fulfilment',
    explain: () => '商品已经放到自提点了吗？确认后会通知顾客来取。',
    fields: [],
    done: '已通知顾客来取',
  },
  {
    model,
    permission: 'order.verify-pickup',
    label: '核销',
    variant: 'default',
    path: pathOf('verify-pickup'),
    isOffered: ({ state = '', deliveryMode }) => deliveryMode === 'pickup' && TO_BE_PICKED_UP.has(state),
    fields: [
      {
        name: 'pickupCode',
        label: '核销码',
        hint: '顾客在小程序订单里出示的数字',
        type: 'text',
        isRequired: true,
        maxLength: 8,
        pattern: /^\d{6,8}$/,
      },
    ],
    done: '已核销，订单完成',
  },
  {
    model,
    permission: 'order.refund',
    label: '整单退款',
    variant: 'danger',
    path: pathOf('refund'),
    isOffered: ({ state = '' }) => REFUNDABLE.has(state),
    explain: ({ paidAmount, refundedAmount }) =>
      `还没有退的商品全部退款，最多 ${priceTag(Number(paidAmount ?? 0) - Number(refundedAmount ?? 0))}，原路退回，不能撤回。未发货的订单连同运费一起退。`,
    fields: [
      { name: 'reason', label: '原因', hint: '顾客可以看到', type: 'text', isRequired: true },
      { name: 'freightAmount', label: '同时退还运费', hint: '已发货的订单要退运费时填写，否则留空', type: 'money' },
    ],
    done: '退款已提交，微信处理后原路退回',
  },
];
