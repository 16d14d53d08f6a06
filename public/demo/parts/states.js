import { h } from '../lib/dom.js';
import { button } from './button.js';

const duck = () => h('img', { class: 'state-duck', src: '/demo/brand/mallard.svg', alt: '' });

/** What a page shows when there is nothing to show. */
export function emptyState(text, action = null) {
  return h('div', { class: 'state' }, duck(), h('p', {}, text), action);
}

export function errorState(failure, retry) {
  return h('div', { class: 'state' }, duck(), h('p', {}, failure.message), button('重试', retry, { kind: 'line' }));
}

const block = (className) => h('div', { class: `bone ${className}` });

/** Grey shapes of what is about to come. */
export const skeletons = {
  list: () => h('div', { class: 'bones' }, block('bone-row'), block('bone-row'), block('bone-row')),
  shop: () =>
    h(
      'div',
      { class: 'bones' },
      block('bone-banner'),
      h('div', { class: 'bone-grid' }, block('bone-card'), block('bone-card'), block('bone-card'), block('bone-card')),
    ),
  product: () => h('div', { class: 'bones bones-wide' }, block('bone-photo'), block('bone-row'), block('bone-row')),
};
