/** Content types in the order of a shop's day: what is sold, what was ordered, who paid, who buys, then the books. */
const GROUPS: Record<string, Record<string, string>> = {
  商品: {
    'api::catalog.product': '商品',
    'api::catalog.sku': '规格 SKU',
    'api::catalog.category': '分类',
    'api::catalog.brand': '品牌',
    'api::catalog.review': '商品评价',
  },
  库存: {
    'api::catalog.inventory': '库存',
    'api::catalog.stock-movement': '库存流水',
  },
  订单: {
    'api::order.order': '订单',
    'api::order.after-sale': '售后单',
    'api::order.order-item': '订单明细',
    'api::order.order-log': '订单日志',
    'api::order.cart-item': '购物车',
  },
  支付: {
    'api::payment.payment': '支付单',
    'api::payment.refund': '退款单',
    'api::payment.profit-sharing': '分账单',
    'api::payment.profit-return': '分账回退',
    'api::payment.payout': '付款给用户',
    'api::payment.payment-notification': '支付通知',
    'api::payment.reconciliation': '对账',
    'api::payment.reconciliation-difference': '对账差异',
    'api::payment.reconciliation-line': '对账明细',
  },
  风控: {
    'api::payment.risk-rule': '规则',
    'api::payment.risk-event': '事件',
    'api::payment.risk-list-entry': '黑名单',
    'api::payment.familiar-ip': '常用网络',
  },
  商户: {
    'api::merchant.merchant': '商户',
    'api::merchant.merchant-staff': '商户员工',
    'api::merchant.merchant-operator': '后台账号',
    'api::merchant.payment-code': '收款码',
    'api::merchant.settlement': '结算单',
    'api::merchant.settlement-line': '结算明细',
    'api::merchant.repayment': '商户还款',
  },
  会员: {
    'plugin::users-permissions.user': '用户',
    'api::member.member-level': '会员等级',
    'api::member.growth-record': '成长值明细',
    'api::member.invitation': '邀请记录',
    'api::member.address': '收货地址',
    'api::member.check-in': '签到记录',
    'api::member.favorite': '收藏',
    'api::member.browsing-record': '浏览记录',
    'api::member.member-session': '登录会话',
  },
  积分: {
    'api::points.points-good': '积分商品',
    'api::points.points-rule': '积分规则',
    'api::points.points-account': '积分账户',
    'api::points.points-adjustment': '积分调整单',
    'api::points.points-record': '积分流水',
    'api::points.points-lot': '积分批次',
    'api::points.points-hold': '积分冻结',
    'api::points.points-rule-usage': '规则用量',
  },
  运营: {
    'api::activity.activity': '活动位',
    'api::delivery.pickup-point': '自提点',
    'api::message.message': '站内消息',
  },
  系统: {
    'api::operations.open-app': '开放应用',
    'api::operations.audit-log': '审计日志',
    'api::operations.outbox-event': '事件发件箱',
    'api::operations.encrypted-column': '加密字段',
  },
};

interface Link {
  uid: string;
  title: string;
}

const two = (index: number): string => String(index + 1).padStart(2, '0');

/** uid → where it stands, and the words it stands under. */
const places = new Map(
  Object.entries(GROUPS).flatMap(([group, types], groupIndex) =>
    Object.entries(types).map(([uid, name], index) => {
      const shown = name === group ? group : `${group} · ${name}`;
      return [uid, { key: `${two(groupIndex)}${two(index)} ${shown}`, shown }] as const;
    }),
  ),
);

/** The menu sorts and searches by a link's title and shows the title's translation, which leaves out the leading number. */
export const menuTexts: Record<string, string> = {
  ...Object.fromEntries([...places.values()].map(({ key, shown }) => [key, shown])),
  'content-manager.components.LeftMenu.collection-types': '业务数据',
  'content-manager.components.LeftMenu.single-types': '店铺',
};

/** Groups the content types; those that nobody placed (of an extension, say) follow at the end under their own name. */
export function arrangeMenu<Menu extends { ctLinks: Link[] }>(menu: Menu): Menu {
  return {
    ...menu,
    ctLinks: menu.ctLinks.map((link) => ({ ...link, title: places.get(link.uid)?.key ?? link.title })),
  };
}
