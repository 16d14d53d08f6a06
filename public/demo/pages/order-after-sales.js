import { h } from '../lib/dom.js';
import { priceText } from '../parts/price.js';
import { block, line } from '../parts/rows.js';

const STATES = {
  pending: '等待商家处理',
  approved: '商家已同意',
  rejected: '商家未同意',
  cancelled: '已撤销',
  awaiting_return: '请寄回商品',
  returned: '等待商家收货',
};

const REFUNDS = {
  created: '退款提交中',
  processing: '微信退款中',
  succeeded: '已原路退回',
  abnormal: '退款异常，客服会联系您',
  closed: '退款未成功，客服会联系您',
};

const stateOf = ({ status, refund }) => (refund ? REFUNDS[refund.status] : STATES[status]);

/** The after-sale cases of an order, and how far their money is. */
export const afterSales = ({ afterSales: cases }) =>
  cases.length === 0
    ? null
    : block(
        '售后',
        cases.map((one) => [
          line(`${one.type === 'refund_only' ? '仅退款' : '退货退款'} ${priceText(one.amount)}`, stateOf(one)),
          one.decisionNote ? h('p', { class: 'muted' }, one.decisionNote) : null,
        ]),
      );
