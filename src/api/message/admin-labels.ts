import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';

/** Chinese labels, list columns and form layouts of this feature's content types. */
export function labelContentTypes(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::message.message', {
    fields: {
      user: '收件用户',
      event: { label: '触发事件', help: '系统内部的事件名称，例如 order.paid 表示订单已支付。' },
      title: '标题',
      content: '内容',
      link: '跳转页面',
      readAt: { label: '阅读时间', help: '空白表示用户还没有读。' },
      dedupeKey: { label: '去重键', help: '同一个去重键只会发送一次。' },
    },
    list: ['title', 'user', 'event', 'readAt', 'createdAt'],
    form: [['title', 'user'], ['content'], ['event', 'link'], ['readAt', 'dedupeKey']],
  });
}
