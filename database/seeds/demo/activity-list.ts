import type { Poster } from './draw';

export interface DemoActivity extends Poster {
  slug: string;
  kind: 'banner' | 'popup';
  linkType: 'page' | 'product' | 'none';
  /** A page's path, or the slug of a product. */
  link: string;
  priority: number;
}

export const ACTIVITIES: DemoActivity[] = [
  {
    slug: 'spring-tea',
    kind: 'banner',
    title: '春茶上新',
    text: '明前龙井，罐罐新鲜',
    motif: 'leaf',
    hue: 140,
    linkType: 'product',
    link: 'longjing',
    priority: 30,
  },
  {
    slug: 'fruit-week',
    kind: 'banner',
    title: '水果狂欢周',
    text: '产地直采，坏果包赔',
    motif: 'fruit',
    hue: 12,
    linkType: 'product',
    link: 'apple',
    priority: 20,
  },
  {
    slug: 'member-day',
    kind: 'banner',
    title: '会员日',
    text: '签到领积分，积分当钱花',
    motif: 'card',
    hue: 265,
    linkType: 'page',
    link: '/pages/member/index',
    priority: 10,
  },
  {
    slug: 'welcome',
    kind: 'popup',
    title: '欢迎光临',
    text: '注册即送 100 积分',
    motif: 'duck',
    hue: 160,
    linkType: 'page',
    link: '/pages/member/index',
    priority: 20,
  },
  {
    slug: 'daily-check-in',
    kind: 'popup',
    title: '今日签到',
    text: '连续 7 天另送 20 积分',
    motif: 'box',
    hue: 30,
    linkType: 'page',
    link: '/pages/check-in/index',
    priority: 10,
  },
];
