import { h } from '../lib/dom.js';
import { yuan } from '../lib/format.js';

/** ¥ with small cents, as prices are set in shops. */
export function price(fen, { size = 'normal', before = null } = {}) {
  const [whole, cents] = yuan(fen).split('.');
  return h(
    'span',
    { class: `price price-${size}` },
    h('i', {}, '¥'),
    h('b', {}, whole),
    h('i', {}, `.${cents}`),
    before && before > fen ? h('s', {}, `¥${yuan(before)}`) : null,
  );
}

export const priceText = (fen) => (fen < 0 ? `-¥${yuan(-fen)}` : `¥${yuan(fen)}`);
