import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';

/** Chinese labels, list columns and form layouts of this feature's content types. */
export function labelContentTypes(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::activity.activity', {
    fields: {
      title: '标题',
      kind: {
        label: '类型',
        choices: {
          popup: ['弹窗', 'info'],
          banner: ['轮播图', 'success'],
          notice: ['公告', 'warning'],
          topic: ['专题', 'neutral'],
        },
      },
      image: { label: '图片', help: '轮播图建议 750×360 像素，弹窗建议 600×800 像素；公告可以不传图片。' },
      content: { label: '文字内容', help: '公告正文；轮播图和弹窗可以留空。' },
      linkType: {
        label: '点击后打开',
        choices: {
          none: '不跳转',
          page: '小程序页面',
          product: '商品',
          coupon: '优惠券',
          url: '网页',
        },
      },
      linkValue: {
        label: '跳转目标',
        help: '页面填路径（如 /pages/home/index），商品和优惠券填文档编号，网页填 https:// 开头的地址；不跳转时留空。',
      },
      positions: {
        label: '展示位置',
        help: '用列表写明出现在哪些页面，例如 ["home", "mine"]；留空表示首页。',
      },
      startsAt: { label: '开始时间', help: '留空表示立即开始。' },
      endsAt: { label: '结束时间', help: '留空表示一直有效。' },
      priority: { label: '优先级', help: '数字大的排在前面。' },
      enabled: '启用',
    },
    list: ['title', 'kind', 'startsAt', 'endsAt', 'priority', 'enabled'],
    form: [
      ['title', 'kind'],
      ['image'],
      ['content'],
      ['linkType', 'linkValue'],
      ['startsAt', 'endsAt'],
      ['priority', 'enabled'],
      ['positions'],
    ],
  });
}
