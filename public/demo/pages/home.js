import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { go } from '../lib/router.js';
import { picture } from '../parts/picture.js';
import { productGrid } from '../parts/product-card.js';
import { emptyState, skeletons } from '../parts/states.js';
import { api } from '../server/api.js';

function searchBar() {
  const input = h('input', { type: 'search', placeholder: '搜一搜商品', 'aria-label': '搜索商品', maxlength: 40 });
  const submit = (event) => {
    event.preventDefault();
    go(`/list?q=${encodeURIComponent(input.value.trim())}`);
  };
  return h('form', { class: 'search', onSubmit: submit }, icon('search'), input);
}

function openLink({ linkType, linkValue }) {
  if (linkType === 'product' && linkValue) go(`/product/${linkValue}`);
}

function banners(list) {
  if (list.length === 0) return null;
  const slides = list.map((banner) =>
    h(
      'button',
      { class: 'banner', type: 'button', onClick: () => openLink(banner) },
      picture(banner.image, { alt: banner.title }),
      banner.image ? null : h('span', {}, banner.title),
    ),
  );
  const dots = list.map((_, index) => h('i', { class: index === 0 ? 'is-on' : '' }));
  const strip = h('div', { class: 'banners' }, slides);
  strip.addEventListener('scroll', () => {
    const current = Math.round(strip.scrollLeft / strip.clientWidth);
    dots.forEach((dot, index) => dot.classList.toggle('is-on', index === current));
  });
  return h('div', { class: 'carousel' }, strip, h('div', { class: 'dots', 'aria-hidden': 'true' }, dots));
}

const categories = (list) =>
  h(
    'div',
    { class: 'categories', style: { gridTemplateColumns: `repeat(${list.length > 6 ? 5 : list.length || 1}, 1fr)` } },
    list.map(({ documentId, name, icon: image }) =>
      h(
        'button',
        { type: 'button', onClick: () => go(`/list?category=${documentId}&title=${encodeURIComponent(name)}`) },
        picture(image, { className: 'category-icon' }),
        h('span', {}, name),
      ),
    ),
  );

const notices = (list) =>
  list.length === 0
    ? null
    : h('div', { class: 'notice' }, icon('bell'), h('span', {}, list[0].content || list[0].title));

function section(heading, products, note) {
  if (products.length === 0) return null;
  return h(
    'section',
    { class: 'section' },
    h('header', { class: 'section-head' }, h('h2', {}, heading), h('small', {}, note)),
    productGrid(products),
  );
}

async function render() {
  const home = await api.get('/home');
  const hasNothing = [home.recommended, home.hot, home.new].every((list) => list.length === 0);
  const body = h(
    'div',
    { class: 'home' },
    h('div', { class: 'home-top' }, searchBar(), banners(home.banners)),
    notices(home.notices),
    categories(home.categories),
    section('为你推荐', home.recommended, '店长精选'),
    section('大家都在买', home.hot, '按销量'),
    section('新品上架', home.new, '刚刚到店'),
    hasNothing
      ? emptyState('店里还没有商品')
      : h('button', { class: 'quiet-link', type: 'button', onClick: () => go('/list') }, '查看全部商品'),
  );
  return { body };
}

export const homePage = {
  path: '/home',
  title: 'Mallard 演示商城',
  tab: 'home',
  tone: 'brand',
  loading: skeletons.shop,
  render,
};
