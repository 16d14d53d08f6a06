import { h } from '../lib/dom.js';
import { specText } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { go } from '../lib/router.js';
import { button } from '../parts/button.js';
import { picture } from '../parts/picture.js';
import { price } from '../parts/price.js';
import { emptyState } from '../parts/states.js';
import { stepper } from '../parts/stepper.js';
import { attempt, toast } from '../parts/toast.js';
import { keepBasket } from '../checkout/basket.js';
import { api } from '../server/api.js';
import { announceCart } from '../server/cart-count.js';

/** Changes the cart on the server and draws what it answers. */
async function change(work, redraw) {
  await attempt(async () => {
    announceCart(await work());
    await redraw();
  });
}

function tick(item, redraw) {
  const { skuId, quantity, selected, isValid } = item;
  const toggle = () => change(() => api.put('/cart/items', { skuId, quantity, selected: !selected }), redraw);
  return h(
    'button',
    {
      class: 'tick',
      type: 'button',
      role: 'checkbox',
      'aria-checked': String(selected && isValid),
      'aria-label': `选择 ${item.name}`,
      disabled: !isValid,
      onClick: toggle,
    },
    icon('check'),
  );
}

function cartLine(item, redraw) {
  const { skuId } = item;
  const setQuantity = (quantity) => change(() => api.put('/cart/items', { skuId, quantity }), redraw);
  const drop = () => change(() => api.remove(`/cart/items/${skuId}`), redraw);
  return h(
    'li',
    { class: `cart-line ${item.isValid ? '' : 'is-invalid'}` },
    tick(item, redraw),
    picture(item.image, { alt: item.name }),
    h(
      'div',
      { class: 'cart-text' },
      h('b', {}, item.name),
      h('small', {}, specText(item.specs)),
      item.isValid ? null : h('em', {}, item.available === 0 ? '库存不足' : '已失效'),
      h(
        'div',
        { class: 'cart-foot' },
        price(item.price),
        item.isValid
          ? stepper(item.quantity, { max: Math.max(item.available, item.quantity), change: setQuantity })
          : null,
        h('button', { class: 'cart-drop', type: 'button', 'aria-label': '移出购物车', onClick: drop }, icon('trash')),
      ),
    ),
  );
}

function checkout(cart) {
  const items = cart.items.filter((item) => item.selected && item.isValid);
  if (items.length === 0) {
    toast('请先选择商品');
    return;
  }
  keepBasket({ items, isFromCart: true });
  go('/checkout');
}

async function render({ redraw }) {
  const cart = await api.get('/cart');
  announceCart(cart);
  if (cart.items.length === 0) {
    return {
      body: emptyState(
        '购物车还是空的',
        button('去逛逛', () => go('/home'), { kind: 'line' }),
      ),
    };
  }
  const body = h(
    'ul',
    { class: 'cart' },
    cart.items.map((item) => cartLine(item, redraw)),
  );
  const actions = h(
    'div',
    { class: 'action-bar' },
    h('span', { class: 'sum' }, h('small', {}, '合计'), price(cart.selectedAmount, { size: 'large' })),
    button(`去结算（${cart.selectedQuantity}）`, () => checkout(cart)),
  );
  return { body, actions };
}

export const cartPage = { path: '/cart', title: '购物车', tab: 'cart', needsSession: true, render };
