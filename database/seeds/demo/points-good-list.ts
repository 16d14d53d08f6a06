import type { Look } from './draw';

/** One good of the demo's points mall. */
export interface DemoPointsGood {
  /** File name of its picture. */
  slug: string;
  name: string;
  subtitle: string;
  description: string;
  look: Look;
  kind: 'physical' | 'virtual';
  points: number;
  /** Fen on top of the points. */
  price: number;
  perUserLimit: number;
  stock: number;
}

/**
 * One of each kind, in the order of the mall: virtual, points and money, points alone. The first two are within reach of the
 * points that signing in brings.
 */
export const POINTS_GOODS: DemoPointsGood[] = [
  {
    slug: 'coffee-voucher',
    name: '手冲咖啡电子券',
    subtitle: '街角咖啡馆任选一杯',
    description:
      '## 怎么用\n\n兑换后立即生效，到街角咖啡馆出示订单即可换一杯手冲咖啡。\n\n- 30 天内有效\n- 每人限兑 2 张',
    look: { motif: 'cup', hue: 28 },
    kind: 'virtual',
    points: 80,
    price: 0,
    perUserLimit: 2,
    stock: 200,
  },
  {
    slug: 'canvas-bag',
    name: '绿头鸭帆布袋',
    subtitle: '厚实耐用，买菜通勤都合适',
    description: '## 绿头鸭帆布袋\n\n12 安全棉帆布，装得下一周的菜。\n\n- 积分加一点钱就能带走\n- 包邮，也可到自提点取',
    look: { motif: 'bag', hue: 160 },
    kind: 'physical',
    points: 60,
    price: 990,
    perUserLimit: 3,
    stock: 120,
  },
  {
    slug: 'duck-mug',
    name: '小鸭陶瓷杯',
    subtitle: '350 毫升，可进微波炉',
    description: '## 小鸭陶瓷杯\n\n手绘小鸭图案，杯口圆润不烫嘴。\n\n- 只用积分，包邮到家',
    look: { motif: 'duck', hue: 45 },
    kind: 'physical',
    points: 500,
    price: 0,
    perUserLimit: 0,
    stock: 60,
  },
];
