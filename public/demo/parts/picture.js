import { h } from '../lib/dom.js';

/** A picture of the shop; where there is none, the mark of the house stands in. */
export function picture(url, { alt = '', className = '' } = {}) {
  const image = h('img', { src: url ?? '/demo/brand/mallard.svg', alt, loading: 'lazy', decoding: 'async' });
  const box = h('span', { class: `picture ${url ? '' : 'picture-empty'} ${className}` }, image);
  image.addEventListener(
    'error',
    () => {
      image.src = '/demo/brand/mallard.svg';
      box.classList.add('picture-empty');
    },
    { once: true },
  );
  return box;
}
