import { z } from 'zod';
import { fen, formatYuan } from '../../domain/shared/fen';

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
const POINTS_PAGE = '/pages/points/index';

const closeReasons: Record<string, string> = {
  expire: '因超时未支付已自动关闭',
  cancel: '已取消',
};

const refundReasons: Record<string, string> = {
  late_payment: '付款时已经关闭',
  surplus_payment: '重复付款',
};

const pointsSources: Record<string, string> = {
  payment: '消费奖励',
  order_completed: '订单完成奖励',
  review: '评价奖励',
  register: '注册奖励',
  bind_phone: '绑定手机号奖励',
  invite: '邀请好友奖励',
  birthday: '生日奖励',
};

export const announcements: Announcement[] = [
  announcement('order.paid', z.object({ ...order, payAmount: amount }), ({ userId, orderNo, payAmount }) => ({
    userId,
    title: '支付成功',
    content: `订单 ${orderNo} 已支付 ¥${formatYuan(payAmount)}，我们会尽快为您处理。`,
    link: orderPage(orderNo),
  })),
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
    'points.awarded',
    z.object({ ...user, points: z.int(), source: z.string() }),
    ({ userId, points, source }) => {
      // Whoever checks in sees the points at once; a message a day would bury the others.
      if (source === 'check_in' || points <= 0) return null;
      const content = `您获得 ${points} 积分（${pointsSources[source] ?? '积分奖励'}）。`;
      return { userId, title: '积分到账', content, link: POINTS_PAGE };
    },
  ),
];
