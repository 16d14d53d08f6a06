import { h } from '../lib/dom.js';
import { attempt } from './toast.js';

/** A button that shows it is busy and cannot be pressed twice while its work runs. */
export function button(label, work, { kind = 'primary', ...props } = {}) {
  const element = h('button', { class: `button button-${kind}`, type: 'button', ...props }, label);
  element.addEventListener('click', async () => {
    if (element.classList.contains('is-busy')) return;
    element.classList.add('is-busy');
    await attempt(work);
    element.classList.remove('is-busy');
  });
  return element;
}
