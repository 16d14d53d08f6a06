import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { go } from '../lib/router.js';
import { button } from '../parts/button.js';
import { modeText } from '../lib/format.js';
import { picture } from '../parts/picture.js';
import { price } from '../parts/price.js';
import { tagsOf } from '../parts/product-card.js';
import { block, line } from '../parts/rows.js';
import { skeletons } from '../parts/states.js';
import { toast } from '../parts/toast.js';
import { keepBasket } from '../checkout/basket.js';
import { chooseSku } from '../checkout/sku-sheet.js';
import { api } from '../server/api.js';
import { announceCart } from '../server/cart-count.js';
import { session } from '../server/session.js';

const stockOf = (product) => product.skus.reduce((sum, sku) => sum + sku.available, 0);

function requireSession() {
  if (session()) return true;
  go(`/sign-in?to=${encodeURIComponent(window.location.hash.slice(1))}`);
  return false;
}

async function addToCart(product, choice) {
  const known = (await api.get('/cart')).items.find((item) => item.skuId === choice.sku.documentId);
  const quantity = choice.quantity + (known?.quantity ?? 0);
  announceCart(await api.put('/cart/items', { skuId: choice.sku.documentId, quantity, selected: true }));
  toast('已加入购物车', 'good');
}

function buyNow(product, { sku, quantity }) {
  const { documentId: skuId, specs, price: unitPrice } = sku;
  const item = { skuId, name: product.name, specs, image: sku.image ?? product.cover, price: unitPrice, quantity };
  keepBasket({ items: [item], isFromCart: false });
  go('/checkout');
}

async function pick(product, label, then) {
  if (!requireSession()) return;
  const choice = await chooseSku(product, label);
  if (choice) await then(product, choice);
}

function actionBar(product) {
  if (stockOf(product) === 0) {
    return h('div', { class: 'action-bar' }, h('span', { class: 'button button-off' }, '已售罄'));
  }
  return h(
    'div',
    { class: 'action-bar' },
    h(
      'button',
      { class: 'side-link', type: 'button', onClick: () => go('/cart') },
      icon('cart'),
      h('small', {}, '购物车'),
    ),
    button('加入购物车', () => pick(product, '加入购物车', addToCart), { kind: 'warm' }),
    button('立即购买', () => pick(product, '立即购买', buyNow)),
  );
}

function heading(product) {
  const current = product.minPrice ?? 0;
  const range = product.maxPrice > current ? h('small', { class: 'from' }, '起') : null;
  return h(
    'section',
    { class: 'product-head' },
    h(
      'div',
      { class: 'product-price' },
      price(current, { size: 'large', before: product.marketPrice }),
      range,
      product.sales > 0 ? h('small', { class: 'sold' }, `已售 ${product.sales}`) : null,
    ),
    h('h2', {}, product.name),
    product.subtitle ? h('p', {}, product.subtitle) : null,
    h('div', { class: 'card-tags' }, tagsOf(product)),
  );
}

const paragraphs = (text) =>
  text
    .split(/\n+/)
    .map((part) => part.replace(/[#*_`>]|<[^>]*>/g, '').trim())
    .filter((part) => part !== '')
    .map((part) => h('p', {}, part));

async function render({ params }) {
  const product = await api.get(`/products/${encodeURIComponent(params.id)}`);
  const stock = stockOf(product);
  const body = h(
    'div',
    { class: 'product' },
    picture(product.cover, { alt: product.name, className: 'product-photo' }),
    heading(product),
    block(
      null,
      line(
        '库存',
        stock === 0 ? '已售罄' : stock < 10 ? `仅剩 ${stock} 件` : `${stock} 件`,
        stock < 10 ? 'is-scarce' : '',
      ),
      line('规格', product.skus.length > 1 ? `${product.skus.length} 种可选` : '单一规格'),
      line('配送', product.deliveryModes.map(modeText).join('、')),
      product.perUserLimit > 0 ? line('限购', `每人 ${product.perUserLimit} 件`) : null,
    ),
    product.description ? block('商品介绍', h('div', { class: 'prose' }, paragraphs(product.description))) : null,
  );
  return { body, actions: actionBar(product) };
}

export const productPage = { path: '/product/:id', title: '商品详情', loading: skeletons.product, render };
