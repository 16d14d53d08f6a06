import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';
import type { FieldLabel } from '../../platform/content/field-label';

const offer: Record<string, string | FieldLabel> = {
  name: '商品名称',
  subtitle: { label: '副标题', help: '显示在名称下方的一句话介绍。' },
  cover: { label: '封面图', help: '列表里显示的图片，建议 800×800 像素。' },
  gallery: { label: '轮播图片', help: '详情页顶部的图片，按顺序显示。' },
  description: { label: '图文详情', help: '支持标题、加粗、列表和图片；可以写明使用方法和有效期。' },
  kind: {
    label: '商品类型',
    help: '实物需要发货或自提；虚拟商品兑换后直接完成。',
    choices: { physical: ['实物', 'info'], virtual: ['虚拟商品', 'success'] },
  },
  deliversExpress: { label: '支持快递', help: '积分商品包邮，不另收运费。' },
  deliversPickup: '支持自提',
  points: { label: '所需积分', help: '每件需要的积分，至少 1。' },
  price: { label: '另付金额', help: '每件在积分之外再付的钱；0 表示只用积分。' },
  perUserLimit: { label: '每人限兑', help: '每位用户累计最多能兑换的件数，取消和全部退回的不算；0 表示不限。' },
};

const terms: Record<string, string | FieldLabel> = {
  state: {
    label: '兑换状态',
    help: '只有“兑换中”的商品才会出现在积分商城里。',
    choices: { draft: ['草稿', 'neutral'], on_sale: ['兑换中', 'success'], off_sale: ['已下架', 'warning'] },
  },
  listAt: { label: '定时上架', help: '到这个时间才显示；留空表示立即。' },
  delistAt: { label: '定时下架', help: '到这个时间自动隐藏；留空表示不下架。' },
  sort: { label: '排序', help: '数字小的排在前面。' },
  sku: {
    label: '库存编码',
    help: '保存后由系统建立，库存流水和订单里用它指这件商品。',
    showsAs: 'code',
    isEditable: false,
  },
  inventory: {
    label: '可兑库存',
    help: '现在还能兑换的件数。要修改请点右侧“调整库存”，不能直接填写。',
    showsAs: 'available',
    isEditable: false,
  },
};

/** Labels of the goods of the points mall: what is offered, what it costs, until when. */
export function labelPointsGood(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::points.points-good', {
    fields: { ...offer, ...terms },
    list: ['name', 'cover', 'kind', 'points', 'price', 'inventory', 'state', 'sort'],
    mainField: 'name',
    sortBy: 'sort',
    sortOrder: 'ASC',
    form: [
      ['name', 'state'],
      ['subtitle'],
      ['cover', 'gallery'],
      ['points', 'price', 'perUserLimit'],
      ['inventory', 'sku'],
      ['kind', 'deliversExpress', 'deliversPickup'],
      ['listAt', 'delistAt', 'sort'],
      ['description'],
    ],
  });
}
