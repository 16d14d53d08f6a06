import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';
import { labelProduct, labelSku } from './product-labels';
import { labelReview } from './review-labels';

/** Chinese labels, list columns and form layouts of this feature's content types. */
export function labelContentTypes(strapi: Core.Strapi): void {
  labelProduct(strapi);
  labelSku(strapi);
  labelGrouping(strapi);
  labelStock(strapi);
  labelReview(strapi);
}

function labelGrouping(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::catalog.brand', {
    fields: {
      name: '品牌名称',
      logo: '品牌标志',
      description: '品牌介绍',
      sort: { label: '排序', help: '数字小的排在前面。' },
      enabled: { label: '启用', help: '关闭后顾客看不到这个品牌；它的商品仍可购买。' },
    },
    list: ['name', 'logo', 'sort', 'enabled'],
    sortBy: 'sort',
    sortOrder: 'ASC',
    form: [['name', 'logo'], ['description'], ['sort', 'enabled']],
  });
  labelContentType(strapi, 'api::catalog.category', {
    fields: {
      name: '分类名称',
      icon: { label: '图标', help: '建议 200×200 像素的正方形图片。' },
      parent: { label: '上级分类', help: '留空表示一级分类；最多三级。' },
      children: { label: '下级分类', help: '也可以在下级分类里选择上级。' },
      sort: { label: '排序', help: '数字小的排在前面。' },
      enabled: { label: '启用', help: '关闭后小程序不再显示这个分类。' },
    },
    list: ['name', 'icon', 'parent', 'sort', 'enabled'],
    sortBy: 'sort',
    sortOrder: 'ASC',
    form: [
      ['name', 'icon'],
      ['parent', 'children'],
      ['sort', 'enabled'],
    ],
  });
}

function labelStock(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::catalog.inventory', {
    fields: {
      sku: { label: '规格编码', showsAs: 'code' },
      available: { label: '可售', help: '现在还能下单的数量。要修改请点“调整库存”，不能直接填写。' },
      reserved: { label: '已占用', help: '已下单但还没付款的数量；付款后计入已售，取消或超时后退回可售。' },
      sold: '已售',
      lowStockThreshold: { label: '预警数量', help: '可售数量低于这个数时提醒补货；0 表示不提醒。' },
    },
    list: ['sku', 'available', 'reserved', 'sold', 'lowStockThreshold', 'updatedAt'],
    mainField: 'id',
    form: [
      ['sku', 'lowStockThreshold'],
      ['available', 'reserved', 'sold'],
    ],
  });
  labelContentType(strapi, 'api::catalog.stock-movement', {
    fields: {
      sku: { label: '规格编码', showsAs: 'code' },
      operationKey: { label: '操作编号', help: '同一个操作编号只会生效一次。' },
      reason: {
        label: '原因',
        choices: {
          reserve: ['下单占用', 'info'],
          release: ['取消退回', 'neutral'],
          sell: ['付款售出', 'success'],
          return_to_stock: ['退货入库', 'warning'],
          adjust: ['人工调整', 'danger'],
          import: ['批量导入', 'neutral'],
          correct: ['盘点更正', 'danger'],
        },
      },
      availableChange: '可售变化',
      reservedChange: '占用变化',
      soldChange: '已售变化',
      availableAfter: '变化后可售',
      orderNo: '订单号',
      operator: '操作人',
      note: '备注',
    },
    list: ['sku', 'reason', 'availableChange', 'availableAfter', 'orderNo', 'operator', 'createdAt'],
    mainField: 'operationKey',
    form: [
      ['sku', 'reason'],
      ['availableChange', 'reservedChange', 'soldChange', 'availableAfter'],
      ['orderNo', 'operator'],
      ['note', 'operationKey'],
    ],
  });
}
