import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { overlay } from './phone.js';

/**
 * Opens a sheet from the bottom of the phone.
 * @param build gets `close` and returns the sheet's content
 * @returns resolves with what `close` was given; undefined when the visitor dismissed it
 */
export function openSheet({ title = '', className = '', canDismiss = true }, build) {
  return new Promise((resolve) => {
    const close = (value) => {
      if (layer.classList.contains('is-closing')) return;
      layer.classList.add('is-closing');
      setTimeout(() => layer.remove(), 220);
      window.removeEventListener('hashchange', dismiss);
      resolve(value);
    };
    const dismiss = () => close(undefined);
    const heading = title
      ? h(
          'header',
          { class: 'sheet-head' },
          h('h2', {}, title),
          canDismiss
            ? h('button', { class: 'sheet-close', 'aria-label': '关闭', onClick: dismiss }, icon('close'))
            : null,
        )
      : null;
    const panel = h('section', { class: `sheet ${className}`, role: 'dialog', 'aria-label': title || '面板' }, heading);
    const shade = h('div', { class: 'shade', onClick: canDismiss ? dismiss : null });
    const layer = h('div', { class: 'sheet-layer' }, shade, panel);
    panel.append(build(close));
    window.addEventListener('hashchange', dismiss);
    overlay.append(layer);
  });
}

export const closeSheets = () => {
  for (const layer of overlay.querySelectorAll('.sheet-layer')) layer.remove();
};
