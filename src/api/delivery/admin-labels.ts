import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';

/** Chinese labels, list columns and form layouts of this feature's content types. */
export function labelContentTypes(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::delivery.pickup-point', {
    fields: {
      name: '名称',
      address: { label: '详细地址', help: '顾客凭这个地址找到门店，请写到门牌号。' },
      latitude: { label: '纬度', help: '用于按距离排序，例如 31.230416；可在地图的坐标拾取工具中查到。' },
      longitude: { label: '经度', help: '例如 121.473701。' },
      hours: { label: '营业时间', placeholder: '每天 09:00–21:00' },
      contactPhone: { label: '联系电话', help: '只在后台显示，顾客看不到。' },
      enabled: { label: '启用', help: '关闭后，新订单不能再选择这个自提点。' },
      sort: { label: '排序', help: '数字小的排在前面。' },
    },
    list: ['name', 'address', 'hours', 'sort', 'enabled'],
    sortBy: 'sort',
    sortOrder: 'ASC',
    form: [['name', 'hours'], ['address'], ['latitude', 'longitude'], ['contactPhone', 'sort', 'enabled']],
  });
}
