import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { replace } from '../lib/router.js';
import { button } from '../parts/button.js';
import { attempt, toast } from '../parts/toast.js';
import { demoPeople, lastVisitor, newVisitor, rememberVisitor } from '../server/demo-people.js';
import { signIn } from '../server/sign-in.js';

async function enter(person, to) {
  const { isNewUser } = await signIn(person);
  toast(isNewUser ? '注册成功，欢迎积分已到账' : `欢迎回来，${person.label}`, 'good');
  replace(to);
}

async function enterAsVisitor(visitor, to) {
  await enter(visitor, to);
  rememberVisitor(visitor);
}

function personRow(person, to) {
  const row = h(
    'button',
    { class: 'person', type: 'button', dataset: { openid: person.openid } },
    h('span', { class: 'person-icon' }, icon(person.icon)),
    h('span', { class: 'person-text' }, h('b', {}, person.label), h('small', {}, person.note)),
    icon('next', { class: 'icon icon-next' }),
  );
  row.addEventListener('click', () => void attempt(() => enter(person, to)));
  return row;
}

function render({ query }) {
  const to = query.to ?? '/home';
  const known = lastVisitor();
  const people = known
    ? [{ ...known, label: '刚才的访客', note: known.openid, icon: 'replay' }, ...demoPeople]
    : demoPeople;
  const body = h(
    'div',
    { class: 'sign-in' },
    h(
      'div',
      { class: 'sign-in-hero' },
      h('img', { src: '/demo/brand/mallard.svg', alt: '' }),
      h('h2', {}, 'Mallard 演示商城'),
      h('p', {}, '下单、支付、积分，全部走真实接口'),
    ),
    button([icon('sparkle'), '新访客一键登录'], () => enterAsVisitor(newVisitor(), to), { kind: 'wide' }),
    h('p', { class: 'sign-in-or' }, '或以演示账号登录'),
    h(
      'div',
      { class: 'people' },
      people.map((person) => personRow(person, to)),
    ),
    h('button', { class: 'quiet-link', type: 'button', onClick: () => replace('/home') }, '先逛逛，暂不登录'),
    h('p', { class: 'fine-print' }, '登录码由本机的微信模拟器签发，不需要真实的微信账号'),
  );
  return { body };
}

export const signInPage = { path: '/sign-in', title: '', tone: 'brand', hasBack: false, render };
