import type { UID } from '@strapi/strapi';

export interface PanelRole {
  code: string;
  name: string;
  description: string;
  /** Types of content, or whole features such as `order`, whose documents and reports the role reads. */
  reads: string[];
  /** Types whose documents it creates, changes and deletes in the form, of those it may. */
  edits: UID.ContentType[];
  /** Fields of the types it edits that are for other roles to set. */
  except?: Partial<Record<UID.ContentType, string[]>>;
  /** Types whose documents it only changes, and in which fields. */
  changes?: Partial<Record<UID.ContentType, string[]>>;
  /** Named actions, without their prefix. */
  deeds: string[];
  /** Whether everything is narrowed to the merchants that an account was given. */
  isOwnMerchantOnly?: boolean;
  usesMedia?: boolean;
}

const EVERYTHING = [
  'activity',
  'catalog',
  'delivery',
  'member',
  'merchant',
  'message',
  'operations',
  'order',
  'payment',
  'points',
  'wechat',
  'plugin::users-permissions.user',
];

const FULFILMENT = ['order.ship', 'order.prepare-pickup', 'order.verify-pickup'];
const AFTER_SALE = ['after-sale.approve', 'after-sale.reject', 'after-sale.receive'];

/** Who gets how much of a merchant's trade: set by those who answer for money, not by those who look after merchants. */
const MERCHANT_TERMS = ['commissionBps', 'sharesProfit', 'receiverType', 'receiverAccount', 'receiverName'];

/** The roles of a new shop, besides the super administrator; staff change them as they like. */
export const PANEL_ROLES: PanelRole[] = [
  {
    code: 'mallard-operations',
    name: '运营',
    description: '管理商品、活动、会员、商户和积分规则；不处理资金。',
    reads: EVERYTHING,
    edits: [
      'api::activity.activity',
      'api::catalog.brand',
      'api::catalog.category',
      'api::catalog.product',
      'api::catalog.sku',
      'api::delivery.pickup-point',
      'api::member.member-level',
      'api::merchant.merchant',
      'api::points.points-good',
      'api::points.points-rule',
    ],
    except: { 'api::merchant.merchant': MERCHANT_TERMS },
    deeds: [
      ...FULFILMENT,
      ...AFTER_SALE,
      'inventory.adjust',
      'merchant.appoint-owner',
      'merchant.approve',
      'merchant.assign-operator',
      'merchant.reject',
      'merchant.resume',
      'merchant.show-phone',
      'merchant.suspend',
      'merchant-operator.remove',
      'points-account.adjust',
      'points-account.freeze',
      'points-account.give',
      'points-account.unfreeze',
      'points-adjustment.withdraw',
      'points-good.adjust-stock',
      'review.hide',
      'review.reply',
      'review.show',
    ],
    usesMedia: true,
  },
  {
    code: 'mallard-finance',
    name: '财务',
    description: '查看资金往来，处理退款、对账、结算、分账和风控，设定商户的佣金和收款账号，复核积分调整。',
    reads: ['merchant', 'order', 'payment', 'points', 'operations', 'plugin::users-permissions.user'],
    edits: ['api::payment.risk-rule', 'api::payment.risk-list-entry'],
    changes: { 'api::merchant.merchant': MERCHANT_TERMS },
    deeds: [
      'merchant.book-repayment',
      'order.refund',
      'payment-notification.replay',
      'payout.restart',
      'points-adjustment.approve',
      'points-adjustment.reject',
      'profit-return.retry',
      'profit-sharing.close',
      'profit-sharing.retry',
      'profit-sharing.unfreeze',
      'reconciliation.run',
      'reconciliation-difference.accept',
      'reconciliation-difference.ask',
      'reconciliation-difference.resend',
      'refund.finish',
      'refund.retry',
      'risk-event.settle',
      'settlement.note-transfer',
      'settlement.settle',
    ],
  },
  {
    code: 'mallard-service',
    name: '客服',
    description: '查订单和会员，处理售后和评价，为会员申请补积分。',
    reads: [
      'catalog',
      'delivery',
      'member',
      'message',
      'order',
      'points',
      'api::payment.payment',
      'api::payment.refund',
      'plugin::users-permissions.user',
    ],
    edits: [],
    deeds: [
      ...AFTER_SALE,
      'points-account.give',
      'points-adjustment.withdraw',
      'review.hide',
      'review.reply',
      'review.show',
    ],
  },
  {
    code: 'mallard-warehouse',
    name: '仓库',
    description: '发货、备货、核销和调整库存；看不到资金和会员资料。',
    reads: ['catalog', 'delivery', 'order', 'wechat'],
    edits: [],
    deeds: [
      ...FULFILMENT,
      'after-sale.receive',
      'inventory.adjust',
      'points-good.adjust-stock',
      'shipping-upload.retry',
    ],
  },
  {
    code: 'mallard-merchant',
    name: '商户运营',
    description: '只看得到授权给这个账号的商户；先在商户页面用“授权后台账号”授权。',
    reads: [
      'api::catalog.inventory',
      'api::catalog.product',
      'api::catalog.review',
      'api::catalog.sku',
      'api::catalog.stock-movement',
      'api::merchant.merchant',
      'api::merchant.merchant-staff',
      'api::merchant.payment-code',
      'api::merchant.settlement',
      'api::merchant.settlement-line',
      'api::order.after-sale',
      'api::order.order',
      'api::order.order-item',
      'api::order.shipment',
      'api::payment.payment',
      'api::payment.refund',
    ],
    edits: [],
    // Neither `merchant` nor `product`: a form that could set them would hand a record to another merchant.
    changes: {
      'api::catalog.product': ['name', 'subtitle', 'cover', 'gallery', 'video', 'description', 'state', 'sort'],
      'api::catalog.sku': ['image', 'price', 'marketPrice', 'barcode', 'weightGrams', 'enabled', 'sort'],
    },
    deeds: [...FULFILMENT, ...AFTER_SALE, 'inventory.adjust', 'review.reply'],
    isOwnMerchantOnly: true,
  },
  {
    code: 'mallard-auditor',
    name: '审计（只读）',
    description: '可以看所有数据和操作日志，不能改动任何东西。',
    reads: EVERYTHING,
    edits: [],
    deeds: [],
  },
];
