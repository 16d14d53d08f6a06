import { h } from '../lib/dom.js';
import { modeText } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { openSheet } from '../parts/sheet.js';
import { addAddress } from './address-form.js';

const placeOf = ({ province, city, district, detail }) => `${province}${city}${district} ${detail}`;

function chooseFrom(title, list, { describe, extra = null }) {
  return openSheet({ title, className: 'choice-sheet' }, (close) =>
    h(
      'div',
      { class: 'choices' },
      list.map((item) => {
        const [main, note] = describe(item);
        return h(
          'button',
          { type: 'button', onClick: () => close(item) },
          h('span', {}, h('b', {}, main), h('small', {}, note)),
          icon('next', { class: 'icon icon-next' }),
        );
      }),
      extra?.(close),
    ),
  );
}

/** Lets the visitor choose or add an address; resolves with it, or undefined. */
export async function chooseAddress(addresses) {
  if (addresses.length === 0) return addAddress();
  const chosen = await chooseFrom('选择收货地址', addresses, {
    describe: (address) => [`${address.name} ${address.phone}`, placeOf(address)],
    extra: (close) =>
      h('button', { class: 'choice-add', type: 'button', onClick: () => close('new') }, icon('plus'), '新增收货地址'),
  });
  return chosen === 'new' ? addAddress() : chosen;
}

export const choosePickupPoint = (points) =>
  chooseFrom('选择自提点', points, { describe: (point) => [point.name, point.address] });

/** The ways the goods of this order can take. */
export function modeSwitch(modes, current, change) {
  return h(
    'div',
    { class: 'segments', role: 'tablist' },
    modes.map((mode) =>
      h(
        'button',
        { type: 'button', 'aria-selected': String(mode === current), onClick: () => change(mode) },
        icon({ express: 'truck', pickup: 'pin' }[mode] ?? 'box'),
        modeText(mode),
      ),
    ),
  );
}

/** Where the order goes, or the invitation to say so. */
export function destinationCard({ mode, address, pickupPoint, onClick }) {
  if (mode === 'none')
    return h('div', { class: 'destination' }, icon('sparkle'), h('span', {}, '虚拟商品，付款后自动完成'));
  const known = {
    express: address && [`${address.name} ${address.phone}`, placeOf(address)],
    pickup: pickupPoint && [pickupPoint.name, `${pickupPoint.address}　${pickupPoint.hours ?? ''}`],
  }[mode];
  const text = known
    ? h('span', {}, h('b', {}, known[0]), h('small', {}, known[1]))
    : h('span', { class: 'is-missing' }, mode === 'pickup' ? '请选择自提点' : '请填写收货地址');
  return h(
    'button',
    { class: 'destination', type: 'button', onClick },
    icon(mode === 'pickup' ? 'pin' : 'truck'),
    text,
    icon('next', { class: 'icon icon-next' }),
  );
}
