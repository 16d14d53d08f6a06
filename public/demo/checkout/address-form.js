import { h } from '../lib/dom.js';
import { button } from '../parts/button.js';
import { openSheet } from '../parts/sheet.js';
import { api } from '../server/api.js';

const FIELDS = [
  ['name', '收货人', '姓名'],
  ['phone', '手机号', '11 位手机号'],
  ['province', '省份', '如 浙江省'],
  ['city', '城市', '如 杭州市'],
  ['district', '区县', '如 西湖区'],
  ['detail', '详细地址', '街道、门牌号'],
];

const EXAMPLE = {
  name: '陆野',
  phone: '13800138000',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  detail: '绿头鸭路 18 号 2 幢 601',
};

/** Asks for a new address; resolves with the saved one, or undefined when dismissed. */
export const addAddress = () =>
  openSheet({ title: '新增收货地址', className: 'address-form' }, (close) => {
    const inputs = Object.fromEntries(
      FIELDS.map(([name, , hint]) => [
        name,
        h('input', { name, placeholder: hint, autocomplete: 'off', maxlength: 200 }),
      ]),
    );
    const fillExample = () => {
      for (const [name, value] of Object.entries(EXAMPLE)) inputs[name].value = value;
    };
    const save = async () => {
      const address = Object.fromEntries(FIELDS.map(([name]) => [name, inputs[name].value.trim()]));
      close(await api.post('/me/addresses', { ...address, isDefault: true }));
    };
    return h(
      'div',
      { class: 'form' },
      FIELDS.map(([name, label]) => h('label', { class: 'field' }, h('span', {}, label), inputs[name])),
      h('button', { class: 'quiet-link', type: 'button', onClick: fillExample }, '填入示例地址'),
      button('保存地址', save, { kind: 'wide' }),
    );
  });
