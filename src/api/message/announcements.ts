import { z } from 'zod';
import { fen, formatYuan } from '../../domain/shared/fen';
import { carrierName } from '../../domain/wechat/carriers';

/** What the inbox says about an event, or null when there is nothing to say. */
export interface AnnouncementText {
  userId: number;
  title: string;
  content: string;
  link: string | null;
}

export interface Announcement {
  event: string;
  /** Reads the payload as it was stored, maybe by an older version; @throws ZodError when it cannot be read. */
  compose: (payload: unknown) => AnnouncementText | null;
}

/** An announcement is a value: a new one is one more entry here. */
function announcement<Schema extends z.ZodType>(
  event: string,
  payload: Schema,
  compose: (read: z.infer<Schema>) => AnnouncementText | null,
): Announcement {
  return { event, compose: (stored) => compose(payload.parse(stored)) };
}

const user = { userId: z.int() };
const order = { ...user, orderNo: z.string() };
const amount = z.int().transform(fen);

const orderPage = (orderNo: string): string => `/pages/order/detail?orderNo=${encodeURIComponent(orderNo)}`;
const MEMBER_PAGE = '/pages/member/index';
const POINTS_PAGE = '/pages/points/index';

const closeReasons: Record<string, string> = {
  expire: '因超时未支付已自动关闭',
  cancel: '已取消',
};

const refundReasons: Record<string, string> = {
  late_payment: '付款时已经关闭',
  surplus_payment: '重复付款',
};

const afterSaleDecisions: Record<string, { title: string; text: string }> = {
  approved: { title: '退款申请已通过', text: '的退款正在处理，款项将原路退回。' },
  awaiting_return: { title: '退货申请已通过', text: '请尽快寄回商品并填写快递单号。' },
  rejected: { title: '售后申请未通过', text: '的售后申请未通过。' },
  cancelled: { title: '售后单已撤销', text: '的售后单已自动撤销，如有需要可以重新申请。' },
};

const merchantWords: Record<string, { title: string; text: (name: string) => string; link: string }> = {
  'merchant.approved': {
    title: '入驻申请已通过',
    text: (name) => `「${name}」已开通，您是店主，现在就可以创建收款码、上架商品。`,
    link: '/pages/merchant/index',
  },
  'merchant.rejected': {
    title: '入驻申请未通过',
    text: (name) => `「${name}」的入驻申请未通过，修改后可以重新提交。`,
    link: '/pages/merchant/apply',
  },
  'merchant.suspended': {
    title: '店铺已暂停营业',
    text: (name) => `「${name}」已被暂停，暂时不能收款和销售。`,
    link: '/pages/merchant/index',
  },
  'merchant.resumed': {
    title: '店铺已恢复营业',
    text: (name) => `「${name}」已恢复营业。`,
    link: '/pages/merchant/index',
  },
};

const merchant = z.object({ userId: z.int().nullable(), name: z.string(), reason: z.string().nullish() });

const merchantAnnouncements = Object.entries(merchantWords).map(([event, { title, text, link }]) =>
  announcement(event, merchant, ({ userId, name, reason }) =>
    userId === null ? null : { userId, title, content: `${text(name)}${reason ? `原因：${reason}。` : ''}`, link },
  ),
);

const pointsSources: Record<string, string> = {
  payment: '消费奖励',
  order_completed: '订单完成奖励',
  review: '评价奖励',
  register: '注册奖励',
  bind_phone: '绑定手机号奖励',
  invite: '邀请好友奖励',
};

export const announcements: Announcement[] = [
  ...merchantAnnouncements,
  announcement('order.paid', z.object({ ...order, payAmount: amount }), ({ userId, orderNo, payAmount }) => ({
    userId,
    title: '支付成功',
    content: `订单 ${orderNo} ${payAmount > 0 ? `已支付 ¥${formatYuan(payAmount)}` : '已全部抵扣，无需付款'}，我们会尽快为您处理。`,
    link: orderPage(orderNo),
  })),
  announcement(
    'order.shipped',
    z.object({ ...order, carrier: z.string(), trackingNo: z.string(), isComplete: z.boolean() }),
    ({ userId, orderNo, carrier, trackingNo, isComplete }) => ({
      userId,
      title: isComplete ? '订单已发货' : '部分商品已发货',
      content: `订单 ${orderNo} 的包裹已交给${carrierName(carrier)}，单号 ${trackingNo}。`,
      link: orderPage(orderNo),
    }),
  ),
  announcement(
    'order.ready_for_pickup',
    z.object({ ...order, isHandedOver: z.boolean().default(false) }),
    ({ userId, orderNo, isHandedOver }) =>
      isHandedOver
        ? null
        : {
            userId,
            title: '可以取货了',
            content: `订单 ${orderNo} 的商品已备好，请凭取货码到自提点领取。`,
            link: orderPage(orderNo),
          },
  ),
  announcement(
    'member.level_changed',
    z.object({
      ...user,
      toLevelName: z.string().nullable(),
      // Events written before levels could fall know neither.
      isHigher: z.boolean().default(true),
      reason: z.string().default('order_completed'),
    }),
    ({ userId, toLevelName, isHigher, reason }) => {
      // The yearly evaluation speaks for itself.
      if (toLevelName === null || reason === 'yearly') return null;
      return isHigher
        ? {
            userId,
            title: '会员升级了',
            content: `恭喜您升级为${toLevelName}，新的会员权益已经生效。`,
            link: MEMBER_PAGE,
          }
        : {
            userId,
            title: '会员等级有变化',
            content: `因订单退款扣回成长值，您的会员等级调整为${toLevelName}。`,
            link: MEMBER_PAGE,
          };
    },
  ),
  announcement(
    'member.evaluated',
    z.object({ ...user, growth: z.int(), levelName: z.string().nullable(), isLowered: z.boolean() }),
    ({ userId, growth, levelName, isLowered }) => {
      const level = levelName === null ? '' : isLowered ? `，会员等级调整为${levelName}` : `，继续享受${levelName}权益`;
      return {
        userId,
        title: '年度会员评估',
        content: `新的会员年度开始了：最近一年的成长值为 ${growth}${level}。`,
        link: MEMBER_PAGE,
      };
    },
  ),
  announcement('order.closed', z.object({ ...order, reason: z.string().nullish() }), ({ userId, orderNo, reason }) => ({
    userId,
    title: '订单已关闭',
    content: `订单 ${orderNo} ${closeReasons[reason ?? ''] ?? '已关闭'}，占用的优惠券和积分已退回。`,
    link: orderPage(orderNo),
  })),
  announcement('refund.succeeded', z.object({ ...order, amount, reason: z.string().nullish() }), (refund) => {
    const because = refundReasons[refund.reason ?? ''];
    const money = `¥${formatYuan(refund.amount)} 已原路退回，到账时间以支付渠道为准。`;
    return {
      userId: refund.userId,
      title: '退款成功',
      content: `订单 ${refund.orderNo} ${because ? `${because}，` : '的退款 '}${money}`,
      link: orderPage(refund.orderNo),
    };
  }),
  announcement(
    'after_sale.decided',
    z.object({ ...order, afterSaleNo: z.string(), status: z.string(), note: z.string().nullish() }),
    ({ userId, orderNo, afterSaleNo, status, note }) => {
      const decision = afterSaleDecisions[status];
      if (!decision) return null;
      const because = note ? `说明：${note}。` : '';
      const link = `/pages/after-sale/detail?afterSaleNo=${encodeURIComponent(afterSaleNo)}`;
      return { userId, title: decision.title, content: `订单 ${orderNo} ${decision.text}${because}`, link };
    },
  ),
  announcement(
    'points.awarded',
    z.object({ ...user, points: z.int(), source: z.string() }),
    ({ userId, points, source }) => {
      // Whoever checks in sees the points at once; a message a day would bury the others.
      if (source === 'check_in' || points <= 0) return null;
      if (source === 'birthday')
        return { userId, title: '生日快乐', content: `祝您生日快乐！送您 ${points} 积分。`, link: POINTS_PAGE };
      const content = `您获得 ${points} 积分（${pointsSources[source] ?? '积分奖励'}）。`;
      return { userId, title: '积分到账', content, link: POINTS_PAGE };
    },
  ),
  announcement(
    'points.expiring',
    z.object({ ...user, points: z.int(), lastDay: z.string() }),
    ({ userId, points, lastDay }) => {
      const [, month, day] = lastDay.split('-').map(Number);
      const content = `您有 ${points} 积分即将到期，最早的一批用到${month}月${day}日为止，请尽快使用。`;
      return { userId, title: '积分即将到期', content, link: POINTS_PAGE };
    },
  ),
  announcement(
    'points.adjusted',
    z.object({ ...user, points: z.int(), reason: z.string() }),
    ({ userId, points, reason }) => {
      const change = points > 0 ? `增加了 ${points}` : `减少了 ${-points}`;
      return { userId, title: '积分调整', content: `您的积分${change}，原因：${reason}。`, link: POINTS_PAGE };
    },
  ),
];
