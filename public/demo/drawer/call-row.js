import { h, put } from '../lib/dom.js';
import { pretty } from './pretty.js';

const ID = /[0-9A-Za-z_-]{20,}/g;

/** The prefixes say nothing beside the coloured marks, and of an id its beginning is enough to recognise it. */
const shortPath = (path) =>
  decodeURI(path)
    .replace(/^\/(api\/v1|_control)/, '')
    .replace(ID, (id) => `${id.slice(0, 8)}…`);

const statusClass = (status) => (status === null ? 'is-open' : status === 0 || status >= 400 ? 'is-bad' : 'is-good');

function details(call) {
  return [
    call.request ? [h('small', {}, '请求'), h('pre', {}, pretty(call.request))] : null,
    call.response === undefined ? null : [h('small', {}, '应答'), h('pre', {}, pretty(call.response))],
  ];
}

/** One call; a click opens what was sent and answered. */
export function callRow(call) {
  const status = h('span', { class: 'call-status' });
  const took = h('span', { class: 'call-took' });
  const body = h('div', { class: 'call-body', hidden: true });
  const head = h(
    'button',
    { type: 'button', class: 'call-head', title: call.path },
    h('i', { class: `dot dot-${call.target}` }),
    h('span', { class: `call-method method-${call.method.toLowerCase()}` }, call.method),
    h('span', { class: 'call-path' }, shortPath(call.path)),
    status,
    took,
  );
  const element = h('li', { class: 'call' }, head, body);
  const update = () => {
    element.className = `call ${statusClass(call.status)}`;
    const code = call.code && call.code !== call.status && call.code !== 200 ? ` · ${call.code}` : '';
    status.textContent = call.status === null ? '…' : call.status === 0 ? '失败' : `${call.status}${code}`;
    took.textContent = call.durationMs === undefined ? '' : `${call.durationMs} ms`;
    if (!body.hidden) put(body, details(call));
  };
  head.addEventListener('click', () => {
    body.hidden = !body.hidden;
    if (!body.hidden) put(body, details(call));
  });
  update();
  return { element, update };
}
