/** When points are given, in the words of the rule's form. */
export const SCENES: Record<string, string> = {
  payment: '付款',
  order_completed: '订单完成',
  check_in: '签到',
  review: '评价',
  register: '注册',
  bind_phone: '绑定手机',
  invite: '邀请好友',
  birthday: '生日',
  manual: '人工发放',
};

/** Scenes in which the amount of money counts. */
export const MONEY_SCENES: ReadonlySet<string> = new Set(['payment', 'order_completed']);
