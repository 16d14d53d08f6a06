import { h, put } from '../lib/dom.js';
import { listen } from '../lib/events.js';
import { icon } from '../lib/icons.js';
import { recall, remember } from '../lib/storage.js';
import { REPLAY_COMMAND } from '../payment/replay.js';

const STEPS = [
  ['signed-in', '登录', '选一个演示用户，登录码来自微信模拟器'],
  ['paid', '下单并支付', '挑一件商品，走完结算与微信支付'],
  ['points', '积分到账', '签名通知验签后，付款与积分同时入账'],
  ['replayed', '重放通知', '同一条通知再来 10 次，什么都不会变'],
  ['scan-paid', '扫码付款', '给商户付 ¥18.80，顺便攒积分'],
];

const LINKS = [
  ['/admin', '管理后台'],
  ['/api/v1/docs', '接口文档'],
];

/** The guide beside the phone: what to try, ticked off as it happens. */
export function buildTour(root) {
  const done = new Set(recall('milestones') ?? []);
  const list = h('ol', { class: 'steps' });
  const draw = () => {
    const next = STEPS.find(([name]) => !done.has(name))?.[0];
    put(
      list,
      STEPS.map(([name, title, text], index) =>
        h(
          'li',
          { class: done.has(name) ? 'is-done' : name === next ? 'is-next' : '' },
          h('span', { class: 'step-mark' }, done.has(name) ? icon('check') : String(index + 1)),
          h('span', {}, h('b', {}, title), h('small', {}, text)),
        ),
      ),
    );
  };
  put(
    root,
    h('div', { class: 'brand' }, h('img', { src: '/demo/brand/mallard.svg', alt: '' }), h('b', {}, 'Mallard')),
    h('h1', {}, '微信小程序商城后端'),
    h('p', { class: 'lead' }, '右边这台手机是一个真实的客户端：每一次点击都调用真实接口，付款由本机的微信模拟器完成。'),
    list,
    h('div', { class: 'command' }, h('small', {}, '在终端重放最近一次支付通知'), h('code', {}, REPLAY_COMMAND)),
    h(
      'nav',
      { class: 'tour-links' },
      LINKS.map(([href, label]) => h('a', { href, target: '_blank', rel: 'noopener' }, label, icon('next'))),
    ),
  );
  listen('milestone', (name) => {
    if (done.has(name)) return;
    done.add(name);
    remember('milestones', [...done]);
    draw();
  });
  draw();
}
