import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { addAddress } from '../checkout/address-form.js';
import { button } from '../parts/button.js';
import { emptyState } from '../parts/states.js';
import { attempt } from '../parts/toast.js';
import { api } from '../server/api.js';

function addressCard(address, redraw) {
  const { documentId, name, phone, province, city, district, detail, isDefault } = address;
  const drop = () =>
    attempt(async () => {
      await api.remove(`/me/addresses/${documentId}`);
      await redraw();
    });
  return h(
    'li',
    { class: 'address' },
    h(
      'span',
      {},
      h('b', {}, `${name} ${phone}`, isDefault ? h('em', { class: 'tag tag-new' }, '默认') : null),
      h('small', {}, `${province}${city}${district} ${detail}`),
    ),
    h('button', { type: 'button', 'aria-label': '删除地址', onClick: () => void drop() }, icon('trash')),
  );
}

async function render({ redraw }) {
  const addresses = await api.get('/me/addresses');
  const list = addresses.map((address) => addressCard(address, redraw));
  const add = async () => {
    if (await addAddress()) await redraw();
  };
  return {
    body: list.length > 0 ? h('ul', { class: 'addresses' }, list) : emptyState('还没有收货地址'),
    actions: h('div', { class: 'action-bar' }, button('新增收货地址', add, { kind: 'wide' })),
  };
}

export const addressesPage = { path: '/addresses', title: '收货地址', needsSession: true, render };
