import { h, put } from '../lib/dom.js';
import { clock } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { back } from '../lib/router.js';
import { drawTabs } from './tab-bar.js';

const time = h('span', { class: 'status-time' });
const title = h('h1', { class: 'nav-title' });
const backButton = h('button', { class: 'nav-back', 'aria-label': '返回', onClick: () => back() }, icon('back'));
const navBar = h('header', { class: 'nav' }, backButton, title, capsule());
const content = h('div', { class: 'content', id: 'content' });
const footer = h('div', { class: 'footer' });
const tabs = h('nav', { class: 'tabs', 'aria-label': '主导航' });
/** Sheets and toasts live inside the phone, so that on a desktop they stay in its frame. */
export const overlay = h('div', { class: 'overlay' });

function capsule() {
  const dots = h('span', { class: 'capsule-dots' }, h('i'), h('i'), h('i'));
  return h('span', { class: 'capsule', 'aria-hidden': 'true' }, dots, h('span', { class: 'capsule-ring' }));
}

const battery = () => h('span', { class: 'battery' }, h('i'));

function tick() {
  time.textContent = clock(new Date());
}

export function buildPhone(root) {
  const status = h('div', { class: 'status', 'aria-hidden': 'true' }, time, h('span', { class: 'notch' }), battery());
  put(root, h('div', { class: 'screen' }, status, navBar, content, footer, tabs, overlay));
  tick();
  setInterval(tick, 10_000);
}

/** What surrounds a page: title, colour, back button, tab bar. */
export function frame({ title: text, tab, tone = 'plain', hasBack = !tab }) {
  title.textContent = text;
  document.title = text ? `${text} · Mallard 演示商城` : 'Mallard 演示商城';
  backButton.hidden = !hasBack;
  content.parentElement.dataset.tone = tone;
  tabs.hidden = !tab;
  if (tab) drawTabs(tabs, tab);
}

/** Shows a page's body; `actions` stay at the bottom of the screen while the body scrolls. */
export function show(body, actions = null) {
  put(content, body);
  put(footer, actions);
  footer.hidden = actions === null;
}

export const scrollToTop = () => {
  content.scrollTop = 0;
};
