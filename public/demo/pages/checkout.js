import { h, put } from '../lib/dom.js';
import { specText } from '../lib/format.js';
import { randomHex } from '../lib/random.js';
import { go, replace } from '../lib/router.js';
import { basket, keepBasket } from '../checkout/basket.js';
import { chooseAddress, choosePickupPoint, destinationCard, modeSwitch } from '../checkout/destination.js';
import { pointsRow } from '../checkout/points-row.js';
import { firstPreview, orderBody, previewOrder } from '../checkout/preview.js';
import { button } from '../parts/button.js';
import { picture } from '../parts/picture.js';
import { price, priceText } from '../parts/price.js';
import { block, line } from '../parts/rows.js';
import { emptyState } from '../parts/states.js';
import { attempt, toast } from '../parts/toast.js';
import { payOrder } from '../payment/pay-order.js';
import { api } from '../server/api.js';
import { refreshCartCount } from '../server/cart-count.js';

const PRICE_CHANGED = 1004;

const itemLine = (item) =>
  h(
    'li',
    { class: 'order-item' },
    picture(item.image, { alt: item.name }),
    h('span', { class: 'order-item-text' }, h('b', {}, item.name), h('small', {}, specText(item.specs))),
    h('span', { class: 'order-item-sum' }, price(item.price), h('small', {}, `× ${item.quantity}`)),
  );

function sums(preview) {
  return block(
    '价格明细',
    line('商品金额', priceText(preview.itemsAmount)),
    preview.adjustments.map(({ label, amount }) => line(label, priceText(amount), amount < 0 ? 'is-discount' : '')),
    line('运费', preview.freightAmount === 0 ? '免运费' : priceText(preview.freightAmount)),
    line('应付', price(preview.payAmount), 'line-total'),
    preview.pointsToEarn > 0 ? line('付款后可得', `${preview.pointsToEarn} 积分`, 'is-earning') : null,
  );
}

async function emptyCart(items) {
  for (const { skuId } of items) await api.remove(`/cart/items/${skuId}`).catch(() => null);
  await refreshCartCount();
}

/** The checkout's choices and what the server says they cost. */
class Checkout {
  constructor(items, isFromCart) {
    Object.assign(this, { items, isFromCart, address: null, pickupPoint: null, pointsToUse: 0 });
    // One key for one intention: pressing the button again never makes a second order.
    this.key = randomHex(16);
    this.root = h('div', { class: 'checkout' });
    this.bar = h('div', { class: 'action-bar' });
  }

  async load() {
    const [addresses, points, account, first] = await Promise.all([
      api.get('/me/addresses'),
      api.get('/pickup-points'),
      api.get('/me/points'),
      firstPreview(this),
    ]);
    this.addresses = addresses;
    this.points = points;
    this.available = account.available;
    this.address = addresses.find(({ isDefault }) => isDefault) ?? addresses[0] ?? null;
    this.pickupPoint = points[0] ?? null;
    Object.assign(this, first);
    this.draw();
  }

  /** Applies a choice and shows what the server makes of it; a refused choice is taken back. */
  async choose(change) {
    const before = { ...this };
    Object.assign(this, change);
    await attempt(async () => {
      try {
        this.preview = await previewOrder(this);
        this.key = randomHex(16);
      } catch (failure) {
        Object.assign(this, before);
        throw failure;
      }
    });
    this.draw();
  }

  async chooseDestination() {
    if (this.mode === 'pickup') {
      const pickupPoint = await choosePickupPoint(this.points);
      if (pickupPoint) await this.choose({ pickupPoint });
      return;
    }
    const address = await chooseAddress(this.addresses);
    if (!address) return;
    if (!this.addresses.includes(address)) this.addresses.unshift(address);
    await this.choose({ address });
  }

  async place() {
    if (this.mode === 'express' && !this.address) {
      await this.chooseDestination();
      return;
    }
    const body = { ...orderBody(this), expectedPayAmount: this.preview.payAmount };
    const order = await api.post('/orders', body, { idempotencyKey: this.key }).catch(async (failure) => {
      if (failure.code === PRICE_CHANGED) await this.choose({});
      throw failure;
    });
    keepBasket(null);
    if (this.isFromCart) await emptyCart(this.items);
    const isPaid = await payOrder({ orderNo: order.orderNo, amount: order.payAmount, payee: 'Mallard 演示商城' });
    if (!isPaid) {
      toast('订单已保留，可稍后付款');
      replace(`/order/${order.orderNo}`);
    }
  }

  draw() {
    const modes = this.preview.deliveryOptions.map(({ mode }) => mode);
    put(
      this.root,
      modes.length > 1 ? modeSwitch(modes, this.mode, (mode) => this.choose({ mode })) : null,
      destinationCard({ ...this, onClick: () => void attempt(() => this.chooseDestination()) }),
      block('商品', h('ul', { class: 'order-items' }, this.items.map(itemLine))),
      block(null, pointsRow({ ...this, change: (pointsToUse) => this.choose({ pointsToUse }) })),
      sums(this.preview),
    );
    put(
      this.bar,
      h('span', { class: 'sum' }, h('small', {}, '应付'), price(this.preview.payAmount, { size: 'large' })),
      button('提交订单', () => this.place()),
    );
  }
}

async function render() {
  const chosen = basket();
  if (!chosen)
    return {
      body: emptyState(
        '没有待结算的商品',
        button('去逛逛', () => go('/home'), { kind: 'line' }),
      ),
    };
  const checkout = new Checkout(chosen.items, chosen.isFromCart);
  await checkout.load();
  return { body: checkout.root, actions: checkout.bar };
}

export const checkoutPage = { path: '/checkout', title: '确认订单', needsSession: true, render };
