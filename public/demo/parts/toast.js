import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { overlay } from './phone.js';

const SHOWN_MS = { plain: 2200, good: 1600, bad: 3200 };

/** A short sentence over the page; `kind` is `plain`, `good` or `bad`. */
export function toast(text, kind = 'plain') {
  for (const old of overlay.querySelectorAll('.toast')) old.remove();
  const mark = { good: icon('check'), bad: icon('close') }[kind] ?? null;
  const element = h('div', { class: `toast toast-${kind}`, role: 'status' }, mark, h('span', {}, text));
  overlay.append(element);
  setTimeout(() => element.remove(), SHOWN_MS[kind]);
}

/** Runs what a button does; a refusal becomes a toast with the server's sentence. */
export async function attempt(work) {
  try {
    return await work();
  } catch (failure) {
    toast(failure.message, 'bad');
    return undefined;
  }
}
