import { h, put } from '../lib/dom.js';
import { listen } from '../lib/events.js';
import { icon } from '../lib/icons.js';
import { clearCalls, listCalls } from '../server/call-log.js';
import { callRow } from './call-row.js';

/** The developer's view: every HTTP call the page made, newest first. Beside the phone on a desktop, a sheet on a phone. */
export function buildDrawer(root) {
  const count = h('span', { class: 'drawer-count' }, '0');
  const list = h('ol', { class: 'calls' });
  const rows = new Map();
  const toggle = h(
    'button',
    {
      class: 'drawer-toggle',
      type: 'button',
      'aria-label': '打开开发者抽屉',
      onClick: () => root.classList.toggle('is-open'),
    },
    icon('code'),
    count,
  );
  const hint = h('p', { class: 'drawer-empty' }, '在手机里点一点，这里会出现每一次 HTTP 调用');

  function draw(call) {
    const calls = listCalls();
    count.textContent = String(calls.length);
    hint.hidden = calls.length > 0;
    if (call === null) {
      rows.clear();
      put(list);
    } else if (rows.has(call.id)) {
      rows.get(call.id).update();
    } else {
      rows.set(call.id, callRow(call));
      list.prepend(rows.get(call.id).element);
      while (list.children.length > calls.length) list.lastElementChild.remove();
    }
  }

  put(
    root,
    toggle,
    h(
      'div',
      { class: 'drawer-panel' },
      h(
        'header',
        {},
        icon('code'),
        h('h2', {}, '开发者抽屉'),
        h('button', { type: 'button', onClick: clearCalls }, '清空'),
        h(
          'button',
          {
            class: 'drawer-close',
            type: 'button',
            'aria-label': '收起',
            onClick: () => root.classList.remove('is-open'),
          },
          icon('close'),
        ),
      ),
      h(
        'p',
        { class: 'legend' },
        h('i', { class: 'dot dot-mallard' }),
        'Mallard 接口 /api/v1',
        h('i', { class: 'dot dot-wechat' }),
        '微信模拟器 /_control',
        h('i', { class: 'dot dot-notify' }),
        '微信 → Mallard',
      ),
      hint,
      list,
    ),
  );
  listen('call', draw);
}
