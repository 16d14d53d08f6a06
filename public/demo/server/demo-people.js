import { recall, remember } from '../lib/storage.js';
import { randomHex } from '../lib/random.js';

/** A visitor of this browser; the openid is made up once, so that coming back means the same account. */
export function newVisitor() {
  return { openid: `demo-visitor-${randomHex(5)}`, label: '新访客' };
}

export const lastVisitor = () => recall('visitor');

export const rememberVisitor = (visitor) => remember('visitor', visitor);

export const demoPeople = [
  { openid: 'demo-buyer-1', label: '示例买家', note: '常来的会员，积分跨次保留', icon: 'me' },
  { openid: 'demo-owner-1', label: '咖啡馆店主', note: '街角咖啡馆', icon: 'store' },
  { openid: 'demo-owner-2', label: '面馆店主', note: '老街面馆', icon: 'store' },
  { openid: 'demo-owner-3', label: '生鲜店店主', note: '邻里生鲜店', icon: 'store' },
];

/** What the stickers on the demo merchants' counters say; scanning one means opening it. */
export const demoPaymentCodes = [1, 2, 3].flatMap((merchant) => [
  `DEMOCODE${merchant}OPEN`,
  `DEMOCODE${merchant}FIXED`,
]);
