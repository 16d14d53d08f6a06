import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';

/** Labels of reviews: the words are the buyer's, so staff show, hide and answer them by actions, not by form. */
export function labelReview(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::catalog.review', {
    fields: {
      product: { label: '商品', showsAs: 'name' },
      sku: { label: '规格编码', showsAs: 'code' },
      orderItem: '订单明细',
      user: '用户',
      orderNo: '订单号',
      rating: { label: '评分', help: '1 到 5 星。' },
      content: '评价内容',
      images: '图片地址',
      specs: '购买规格',
      state: {
        label: '状态',
        choices: { pending: ['待审核', 'warning'], visible: ['已显示', 'success'], hidden: ['已隐藏', 'neutral'] },
      },
      isAnonymous: { label: '匿名', help: '打开后，小程序里不显示昵称和头像。' },
      textCheck: {
        label: '文字检查',
        help: '微信内容安全检查的结果。',
        choices: { pass: ['通过', 'success'], review: ['需人工判断', 'warning'] },
      },
      imageChecks: {
        label: '图片检查',
        help: '每张图片一个结果：pass 表示通过，review 表示需人工判断，risky 表示有风险。',
      },
      reply: '商家回复',
      repliedAt: '回复时间',
      repliedBy: '回复人',
      firstVisibleAt: { label: '首次显示', help: '第一次对顾客可见的时间；评价积分在这时发放，只发一次。' },
      pointsAwarded: '评价得分',
    },
    list: ['product', 'rating', 'content', 'state', 'user', 'reply', 'createdAt'],
    mainField: 'orderNo',
    form: [
      ['product', 'sku'],
      ['rating', 'state', 'isAnonymous'],
      ['content'],
      ['images'],
      ['reply'],
      ['repliedAt', 'repliedBy'],
      ['user', 'orderNo'],
      ['textCheck', 'firstVisibleAt', 'pointsAwarded'],
      ['imageChecks'],
      ['specs'],
      ['orderItem'],
    ],
  });
}
