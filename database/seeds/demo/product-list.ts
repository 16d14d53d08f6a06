import type { DemoProduct } from './demo-product';
import type { Look } from './draw';
import { FOOD } from './product-list-food';
import { GOODS } from './product-list-goods';

export const CATEGORIES: { name: string; slug: string; look: Look }[] = [
  { name: '茶饮冲调', slug: 'tea', look: { motif: 'leaf', hue: 140 } },
  { name: '新鲜果蔬', slug: 'fresh', look: { motif: 'fruit', hue: 10 } },
  { name: '粮油副食', slug: 'pantry', look: { motif: 'bowl', hue: 40 } },
  { name: '休闲零食', slug: 'snacks', look: { motif: 'nut', hue: 25 } },
  { name: '家居日用', slug: 'home', look: { motif: 'lamp', hue: 205 } },
  { name: '服饰鞋包', slug: 'wear', look: { motif: 'shirt', hue: 265 } },
];

export const BRANDS: { name: string; slug: string; description: string; look: Look }[] = [
  {
    name: '绿头鸭优选',
    slug: 'mallard',
    description: '自有品牌，挑得仔细，卖得实在。',
    look: { motif: 'duck', hue: 160 },
  },
  { name: '青禾农庄', slug: 'qinghe', description: '产地直采的蔬果粮油。', look: { motif: 'leaf', hue: 95 } },
  { name: '山野茶坊', slug: 'shanye', description: '高山茶园，手工制茶。', look: { motif: 'cup', hue: 30 } },
];

/** In the order of the shop. */
export const PRODUCTS: DemoProduct[] = [...FOOD, ...GOODS];
