import type { Look } from './draw';

export interface Person {
  openid: string;
  nickname: string;
}

export interface DemoMerchant {
  slug: string;
  name: string;
  introduction: string;
  address: string;
  latitude: number;
  longitude: number;
  businessHours: string;
  state: 'active' | 'pending';
  commissionBps: number;
  contactName: string;
  phone: string;
  look: Look;
  /** Who handed the application in, by openid; becomes the owner when it is approved. */
  applicant?: Person;
  /** Staff by openid. */
  staff: (Person & { role: 'owner' | 'cashier' })[];
  /** Number in the payment codes `DEMOCODE<n>OPEN` and `DEMOCODE<n>FIXED`; none for merchants that may not sell yet. */
  codeNumber?: number;
}

export const MERCHANTS: DemoMerchant[] = [
  {
    slug: 'coffee',
    name: '街角咖啡馆',
    introduction: '自家烘焙的咖啡与甜点。',
    address: '杭州市上城区延安路 55 号',
    latitude: 30.2489,
    longitude: 120.1653,
    businessHours: '08:00–22:00',
    state: 'active',
    commissionBps: 60,
    contactName: '周舟',
    phone: '13800001001',
    look: { motif: 'cup', hue: 22 },
    staff: [
      { openid: 'demo-owner-1', nickname: '咖啡馆店主', role: 'owner' },
      { openid: 'demo-cashier-1', nickname: '咖啡馆收银', role: 'cashier' },
    ],
    codeNumber: 1,
  },
  {
    slug: 'noodles',
    name: '老街面馆',
    introduction: '一碗好面，三代手艺。',
    address: '杭州市西湖区古墩路 21 号',
    latitude: 30.2793,
    longitude: 120.1129,
    businessHours: '06:30–20:30',
    state: 'active',
    commissionBps: 60,
    contactName: '吴桐',
    phone: '13800001002',
    look: { motif: 'bowl', hue: 10 },
    staff: [{ openid: 'demo-owner-2', nickname: '面馆店主', role: 'owner' }],
    codeNumber: 2,
  },
  {
    slug: 'fresh',
    name: '邻里生鲜店',
    introduction: '社区里的菜篮子，当天到货。',
    address: '杭州市西湖区学院路 30 号',
    latitude: 30.2838,
    longitude: 120.1305,
    businessHours: '07:00–21:00',
    state: 'active',
    commissionBps: 100,
    contactName: '林夏',
    phone: '13800001003',
    look: { motif: 'fruit', hue: 110 },
    staff: [{ openid: 'demo-owner-3', nickname: '生鲜店店主', role: 'owner' }],
    codeNumber: 3,
  },
  {
    slug: 'books',
    name: '小巷书屋',
    introduction: '等待审核的入驻申请。',
    address: '杭州市拱墅区大兜路 9 号',
    latitude: 30.3105,
    longitude: 120.1366,
    businessHours: '10:00–21:00',
    state: 'pending',
    commissionBps: 0,
    contactName: '沈一',
    phone: '13800001004',
    look: { motif: 'lamp', hue: 285 },
    applicant: { openid: 'demo-applicant-1', nickname: '书屋店主' },
    staff: [],
  },
];
