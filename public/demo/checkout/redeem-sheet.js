import { h, put } from '../lib/dom.js';
import { randomHex } from '../lib/random.js';
import { button } from '../parts/button.js';
import { picture } from '../parts/picture.js';
import { pointsPrice } from '../parts/points-price.js';
import { openSheet } from '../parts/sheet.js';
import { stepper } from '../parts/stepper.js';
import { attempt } from '../parts/toast.js';
import { api } from '../server/api.js';
import { chooseAddress, choosePickupPoint, destinationCard, modeSwitch } from './destination.js';

const MOST = 99;

const mostOf = ({ stock, perUserLimit }) => Math.min(stock, perUserLimit > 0 ? perUserLimit : MOST, MOST);

/** How a good is received: what the visitor chose so far, and the places there are to choose from. */
async function firstChoice(good) {
  const [mode] = good.deliveryModes;
  if (mode === 'none') return { mode };
  const [addresses, points] = await Promise.all([api.get('/me/addresses'), api.get('/pickup-points')]);
  const address = addresses.find(({ isDefault }) => isDefault) ?? addresses[0] ?? null;
  return { mode, addresses, points, address, pickupPoint: points[0] ?? null };
}

function deliveryOf({ mode, address, pickupPoint }) {
  if (mode === 'express') return { mode, ...(address ? { addressId: address.documentId } : {}) };
  if (mode === 'pickup') return { mode, ...(pickupPoint ? { pickupPointId: pickupPoint.documentId } : {}) };
  return { mode };
}

/** Asks how many and where to, and redeems; resolves with the order, or undefined when dismissed. */
export async function openRedeemSheet(good) {
  const choice = { quantity: 1, ...(await firstChoice(good)) };
  return openSheet({ title: '确认兑换', className: 'redeem-sheet' }, (close) => {
    const root = h('div', { class: 'redeem' });
    // One key for one intention: pressing the button again never redeems twice.
    let key = randomHex(16);
    const choose = (change) => {
      Object.assign(choice, change);
      key = randomHex(16);
      draw();
    };
    const chooseDestination = async () => {
      const isPickup = choice.mode === 'pickup';
      const place = isPickup ? await choosePickupPoint(choice.points) : await chooseAddress(choice.addresses);
      if (!place) return;
      if (!isPickup && !choice.addresses.includes(place)) choice.addresses.unshift(place);
      choose(isPickup ? { pickupPoint: place } : { address: place });
    };
    const redeem = async () => {
      const { quantity } = choice;
      const agreed = { expectedPoints: good.points * quantity, expectedPayAmount: good.price * quantity };
      const body = { pointsGoodId: good.documentId, quantity, delivery: deliveryOf(choice), ...agreed };
      close(await api.post('/points/redemptions', body, { idempotencyKey: key }));
    };
    const draw = () =>
      put(
        root,
        h(
          'div',
          { class: 'sku-head' },
          picture(good.cover, { alt: good.name }),
          h('div', {}, pointsPrice(good, choice.quantity), h('p', {}, good.name), h('p', {}, `剩余 ${good.stock} 件`)),
        ),
        h(
          'div',
          { class: 'sku-quantity' },
          h('h3', {}, '数量'),
          stepper(choice.quantity, { max: mostOf(good), change: (quantity) => choose({ quantity }) }),
        ),
        good.deliveryModes.length > 1 ? modeSwitch(good.deliveryModes, choice.mode, (mode) => choose({ mode })) : null,
        destinationCard({ ...choice, onClick: () => void attempt(chooseDestination) }),
        button(good.price > 0 ? '兑换并付款' : '确认兑换', redeem, { kind: 'wide' }),
      );
    draw();
    return root;
  });
}
