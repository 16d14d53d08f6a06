import { h, put } from '../lib/dom.js';
import { listen } from '../lib/events.js';
import { icon } from '../lib/icons.js';
import { go } from '../lib/router.js';

const TABS = [
  { path: '/home', name: 'home', label: '首页', icon: 'home' },
  { path: '/scan', name: 'scan', label: '扫码付款', icon: 'scan' },
  { path: '/cart', name: 'cart', label: '购物车', icon: 'cart' },
  { path: '/me', name: 'me', label: '我的', icon: 'me' },
];

let cartCount = 0;
const cartBadge = h('span', { class: 'badge', hidden: true });

listen('cart', (count) => {
  cartCount = count;
  cartBadge.textContent = cartCount > 99 ? '99+' : String(cartCount);
  cartBadge.hidden = cartCount === 0;
});

export function drawTabs(root, active) {
  put(
    root,
    TABS.map((tab) =>
      h(
        'button',
        { class: 'tab', 'aria-current': tab.name === active ? 'page' : null, onClick: () => go(tab.path) },
        icon(tab.icon),
        h('span', {}, tab.label),
        tab.name === 'cart' ? cartBadge : null,
      ),
    ),
  );
}
