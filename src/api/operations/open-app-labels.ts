import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';

/** Chinese labels, list columns and form layout of applications of the open platform. */
export function labelOpenApp(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::operations.open-app', {
    fields: {
      name: { label: '应用名称', placeholder: '收银系统' },
      enabled: { label: '启用', help: '停用后，这个应用的请求立即被拒绝。' },
      merchant: { label: '所属商户', help: '选了商户，就只能读到这家商户的订单和商品；空白表示全店。' },
      awardsPoints: '可以发放积分',
      deductsPoints: '可以扣减积分',
      readsPoints: '可以查询积分',
      readsOrders: '可以查询订单',
      readsProducts: '可以查询商品',
      appId: { label: '应用编号', help: '保存后自动生成，放在请求头 X-App-Id 里。', isEditable: false },
      secretCipher: '密钥密文',
      secretIssuedAt: {
        label: '密钥生成时间',
        help: '用右侧的“生成密钥”取得密钥；密钥只显示一次。',
        isEditable: false,
      },
    },
    list: ['name', 'appId', 'merchant', 'enabled', 'secretIssuedAt', 'createdAt'],
    form: [
      ['name', 'enabled'],
      ['merchant'],
      ['awardsPoints', 'deductsPoints', 'readsPoints'],
      ['readsOrders', 'readsProducts'],
      ['appId', 'secretIssuedAt'],
    ],
  });
}
