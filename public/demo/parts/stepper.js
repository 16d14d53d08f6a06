import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';

/** Minus, number, plus. `change` may be asynchronous and decides what the number becomes by drawing it anew. */
export function stepper(value, { min = 1, max = 999, change }) {
  const knob = (name, next, label) =>
    h(
      'button',
      { type: 'button', 'aria-label': label, disabled: next < min || next > max, onClick: () => change(next) },
      icon(name),
    );
  return h(
    'span',
    { class: 'stepper' },
    knob('minus', value - 1, '减少'),
    h('output', {}, String(value)),
    knob('plus', value + 1, '增加'),
  );
}
