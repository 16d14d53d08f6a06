import { h } from '../lib/dom.js';
import { go } from '../lib/router.js';
import { productGrid } from '../parts/product-card.js';
import { emptyState, skeletons } from '../parts/states.js';
import { api } from '../server/api.js';

const SORTS = [
  ['default', '综合'],
  ['sales', '销量'],
  ['price_asc', '价格低'],
  ['price_desc', '价格高'],
  ['newest', '新品'],
];

function sortBar(query) {
  const chosen = query.sort ?? 'default';
  return h(
    'div',
    { class: 'sorts', role: 'tablist' },
    SORTS.map(([sort, label]) =>
      h(
        'button',
        {
          type: 'button',
          'aria-selected': String(sort === chosen),
          onClick: () => go(`/list?${new URLSearchParams({ ...query, sort })}`),
        },
        label,
      ),
    ),
  );
}

async function render({ query }) {
  const { title, ...filters } = query;
  const asked = Object.entries({ pageSize: '40', ...filters }).filter(([, value]) => value !== '');
  const { data, meta } = await api.page(`/products/search?${new URLSearchParams(asked)}`);
  const found = data.length > 0 ? productGrid(data) : emptyState('没有找到相关商品');
  const total = h('p', { class: 'found' }, `共 ${meta.pagination.total} 件商品`);
  const heading = title ?? (filters.q ? `“${filters.q}”` : '全部商品');
  return { body: h('div', { class: 'list-page' }, sortBar(query), total, found), title: heading };
}

export const listPage = { path: '/list', title: '商品', loading: skeletons.shop, render };
