import { h } from '../lib/dom.js';
import { priceText } from '../parts/price.js';

/** The switch that spends points, and how many; `change` gets the number of points to offer. */
export function pointsRow({ available, pointsToUse, preview, change }) {
  if (available === 0)
    return h('div', { class: 'line' }, h('span', {}, '积分抵扣'), h('span', { class: 'muted' }, '暂无可用积分'));
  const isOn = pointsToUse > 0;
  const toggle = h(
    'button',
    {
      class: 'switch',
      type: 'button',
      role: 'switch',
      'aria-checked': String(isOn),
      'aria-label': '使用积分',
      onClick: () => change(isOn ? 0 : available),
    },
    h('i'),
  );
  const input = h('input', {
    type: 'number',
    min: 0,
    max: available,
    value: String(pointsToUse),
    'aria-label': '使用多少积分',
    onChange: (event) => change(Math.max(0, Math.min(available, Math.floor(Number(event.target.value) || 0)))),
  });
  const effect =
    preview.pointsUsed > 0
      ? `实际使用 ${preview.pointsUsed} 积分，抵 ${priceText(preview.pointsDiscount)}`
      : '本单不满足抵扣条件';
  return h(
    'div',
    { class: 'points-row' },
    h('div', { class: 'line' }, h('span', {}, `积分抵扣（可用 ${available}）`), toggle),
    isOn ? h('div', { class: 'points-use' }, h('label', {}, '使用 ', input, ' 积分'), h('small', {}, effect)) : null,
  );
}
