import { h, put } from '../lib/dom.js';
import { specText } from '../lib/format.js';
import { button } from '../parts/button.js';
import { picture } from '../parts/picture.js';
import { price } from '../parts/price.js';
import { openSheet } from '../parts/sheet.js';
import { stepper } from '../parts/stepper.js';

/** `{ 颜色: ['红', '白'], 尺码: ['M', 'L'] }` */
function optionsOf(skus) {
  const options = new Map();
  for (const { specs } of skus) {
    for (const [name, value] of Object.entries(specs)) {
      if (!options.has(name)) options.set(name, new Set());
      options.get(name).add(value);
    }
  }
  return options;
}

const fits = (sku, wanted) => Object.entries(wanted).every(([name, value]) => sku.specs[name] === value);

/** Opens the choice of variant and quantity; resolves with `{ sku, quantity }`, or undefined when dismissed. */
export function chooseSku(product, label) {
  const options = optionsOf(product.skus);
  const first = product.skus.find((sku) => sku.available > 0) ?? product.skus[0];
  const choice = { specs: { ...first.specs }, quantity: 1 };

  return openSheet({ className: 'sku-sheet', title: '选择规格' }, (close) => {
    const root = h('div', { class: 'sku' });
    const draw = () => {
      const sku = product.skus.find((candidate) => fits(candidate, choice.specs)) ?? first;
      choice.quantity = Math.max(1, Math.min(choice.quantity, sku.available));
      put(root, head(sku), optionRows(), quantityRow(sku), confirm(sku));
    };
    const head = (sku) =>
      h(
        'div',
        { class: 'sku-head' },
        picture(sku.image ?? product.cover, { alt: product.name }),
        h(
          'div',
          {},
          price(sku.price, { size: 'large', before: sku.marketPrice }),
          h('p', {}, `已选：${specText(sku.specs) || '默认'}`),
          h('p', { class: sku.available < 10 ? 'is-scarce' : '' }, `库存 ${sku.available} 件`),
        ),
      );
    const optionRows = () =>
      [...options].map(([name, values]) =>
        h(
          'div',
          { class: 'sku-options' },
          h('h3', {}, name),
          h(
            'div',
            {},
            [...values].map((value) => option(name, value)),
          ),
        ),
      );
    const option = (name, value) => {
      const wanted = { ...choice.specs, [name]: value };
      const sku = product.skus.find((candidate) => fits(candidate, wanted));
      const select = () => {
        choice.specs = wanted;
        draw();
      };
      const isChosen = choice.specs[name] === value;
      return h(
        'button',
        { type: 'button', 'aria-pressed': String(isChosen), disabled: !sku || sku.available === 0, onClick: select },
        value,
      );
    };
    const quantityRow = (sku) =>
      h(
        'div',
        { class: 'sku-quantity' },
        h('h3', {}, '数量'),
        stepper(choice.quantity, {
          max: sku.available,
          change: (quantity) => {
            choice.quantity = quantity;
            draw();
          },
        }),
      );
    const confirm = (sku) =>
      sku.available > 0
        ? button(label, () => close({ sku, quantity: choice.quantity }), { kind: 'wide' })
        : h('span', { class: 'button button-wide button-off' }, '已售罄');
    draw();
    return root;
  });
}
