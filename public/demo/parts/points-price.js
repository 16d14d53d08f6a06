import { h } from '../lib/dom.js';
import { yuan } from '../lib/format.js';

/** What a points good costs: points, and money where it takes some. */
export const pointsPrice = ({ points, price }, quantity = 1) =>
  h(
    'span',
    { class: 'points-price' },
    h('b', {}, String(points * quantity)),
    h('i', {}, ' 积分'),
    price > 0 ? h('i', {}, ` + ¥${yuan(price * quantity)}`) : null,
  );
