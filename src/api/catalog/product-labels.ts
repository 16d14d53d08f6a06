import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';
import type { FieldLabel } from '../../platform/content/field-label';

const DERIVED = '由系统根据规格自动计算，不能修改。';

const offer: Record<string, string | FieldLabel> = {
  name: '商品名称',
  subtitle: { label: '副标题', help: '显示在名称下方的一句话卖点。' },
  cover: { label: '封面图', help: '列表里显示的图片，建议 800×800 像素。' },
  gallery: { label: '轮播图片', help: '商品详情页顶部的图片，按顺序显示。' },
  video: '视频',
  description: { label: '图文详情', help: '支持标题、加粗、列表和图片。' },
  tags: { label: '搜索标签', help: '顾客可能会搜的词，用空格分开，例如：早餐 无糖 冷藏。' },
  categories: '所属分类',
  brand: '品牌',
  merchant: { label: '所属商户', help: '平台自营的商品留空。' },
  kind: {
    label: '商品类型',
    help: '实物需要发货或自提；虚拟商品付款后直接完成；服务到店核销。',
    choices: { physical: '实物', virtual: '虚拟商品', service: '到店服务' },
  },
  deliversExpress: '支持快递',
  deliversCommunity: '支持小区配送',
  deliversPickup: '支持自提',
  isRecommended: { label: '推荐', help: '显示在首页“推荐”。' },
  isHot: { label: '热卖', help: '显示在首页“热卖”。' },
  isNew: { label: '新品', help: '显示在首页“新品”。' },
};

const limits: Record<string, string | FieldLabel> = {
  sort: { label: '排序', help: '数字小的排在前面。' },
  perUserLimit: { label: '每人限购', help: '每位顾客累计最多能买的件数；0 表示不限。' },
  memberLevel: { label: '会员专享等级', help: '达到这个等级的会员才能购买；留空表示人人可买。' },
  state: {
    label: '销售状态',
    help: '只有“销售中”的商品才会出现在小程序里。',
    choices: { draft: ['草稿', 'neutral'], on_sale: ['销售中', 'success'], off_sale: ['已下架', 'warning'] },
  },
  heldByOperations: {
    label: '强制下架',
    help: '打开后商品立即下架，关闭之前谁也不能再上架，商户自己也不行。',
  },
  listAt: { label: '定时上架', help: '到这个时间才显示；留空表示立即。' },
  delistAt: { label: '定时下架', help: '到这个时间自动隐藏；留空表示不下架。' },
  skus: {
    label: '规格',
    help: '每个可购买的组合（如“红色 / L”）是一个规格，价格和库存都在规格上。',
    showsAs: 'code',
  },
  minPrice: { label: '最低价', help: DERIVED, isEditable: false },
  maxPrice: { label: '最高价', help: DERIVED, isEditable: false },
  marketPrice: { label: '划线价', help: DERIVED, isEditable: false },
  sales: { label: '销量', help: '由系统根据付款订单累计，不能修改。', isEditable: false },
  searchText: '搜索文本',
};

/** Labels of products: first what is sold, then how it is delivered and shown, last what the system computes. */
export function labelProduct(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::catalog.product', {
    fields: { ...offer, ...limits },
    list: ['name', 'cover', 'state', 'minPrice', 'maxPrice', 'sales', 'categories', 'sort'],
    mainField: 'name',
    form: [
      ['name', 'state'],
      ['subtitle', 'heldByOperations'],
      ['cover', 'gallery'],
      ['categories', 'brand'],
      ['skus', 'merchant'],
      ['minPrice', 'maxPrice', 'marketPrice', 'sales'],
      ['kind', 'perUserLimit'],
      ['deliversExpress', 'deliversCommunity', 'deliversPickup'],
      ['isRecommended', 'isHot', 'isNew'],
      ['listAt', 'delistAt'],
      ['memberLevel', 'sort'],
      ['tags', 'video'],
      ['description'],
    ],
  });
}

/** Labels of SKUs: the combination that is bought, with its prices. */
export function labelSku(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::catalog.sku', {
    fields: {
      product: '所属商品',
      code: { label: '规格编码', help: '本店唯一的编号，建议用大写字母、数字和横线，例如 TEA-RED-250。' },
      specs: {
        label: '规格值',
        help: '按“规格名: 规格值”填写，例如 {"颜色": "红色", "尺码": "L"}；单一规格填 {}。同一商品的规格名应一致。',
      },
      image: { label: '规格图片', help: '留空时使用商品封面图。' },
      price: { label: '售价', help: '单位：元，最多两位小数。' },
      marketPrice: { label: '划线价', help: '显示为删除线的原价；留空则不显示。' },
      cost: { label: '成本价', help: '只在后台可见，绝不会给顾客看到。' },
      barcode: { label: '条形码', help: '扫码枪读取的商品条码，可留空。' },
      weightGrams: { label: '重量（克）', help: '用于计算运费；0 表示不计重量。' },
      enabled: { label: '启用', help: '关闭后这个规格不能再购买。' },
      sort: { label: '排序', help: '数字小的排在前面。' },
    },
    list: ['code', 'product', 'price', 'marketPrice', 'image', 'enabled', 'sort'],
    mainField: 'code',
    form: [
      ['product', 'code'],
      ['price', 'marketPrice', 'cost'],
      ['specs'],
      ['image', 'barcode'],
      ['weightGrams', 'sort', 'enabled'],
    ],
  });
}
