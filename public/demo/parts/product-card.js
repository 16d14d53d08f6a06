import { h } from '../lib/dom.js';
import { go } from '../lib/router.js';
import { picture } from './picture.js';
import { price } from './price.js';

const FLAGS = { recommended: '推荐', hot: '热卖', new: '新品' };

export function tagsOf(product) {
  const flags = (product.flags ?? []).slice(0, 2).map((flag) => h('em', { class: `tag tag-${flag}` }, FLAGS[flag]));
  const level = product.memberLevel ? h('em', { class: 'tag tag-level' }, `${product.memberLevel.name}专享`) : null;
  return [...flags, level];
}

export function productCard(product) {
  const cover = h(
    'span',
    { class: 'card-cover' },
    picture(product.cover, { alt: product.name }),
    product.inStock ? null : h('span', { class: 'sold-out' }, '已售罄'),
  );
  const foot = h(
    'span',
    { class: 'card-foot' },
    price(product.minPrice ?? 0, { before: product.marketPrice }),
    product.sales > 0 ? h('small', {}, `已售 ${product.sales}`) : null,
  );
  return h(
    'button',
    { class: 'card', dataset: { product: product.documentId }, onClick: () => go(`/product/${product.documentId}`) },
    cover,
    h(
      'span',
      { class: 'card-text' },
      h('span', { class: 'card-name' }, product.name),
      product.subtitle ? h('span', { class: 'card-subtitle' }, product.subtitle) : null,
      h('span', { class: 'card-tags' }, tagsOf(product)),
      foot,
    ),
  );
}

export const productGrid = (products) => h('div', { class: 'grid' }, products.map(productCard));
