import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';

/** A white block with an optional heading. */
export const block = (heading, ...children) =>
  h('section', { class: 'block' }, heading ? h('h3', { class: 'block-title' }, heading) : null, children);

/** Label left, value right. */
export const line = (label, value, className = '') =>
  h('div', { class: `line ${className}` }, h('span', {}, label), h('span', { class: 'line-value' }, value));

/** A line that leads somewhere. */
export function linkRow(name, label, { note = null, onClick }) {
  return h(
    'button',
    { class: 'link-row', type: 'button', onClick },
    icon(name),
    h('span', { class: 'link-label' }, label),
    note,
    icon('next', { class: 'icon icon-next' }),
  );
}
