import type { Page } from 'playwright-core';
import { type Panel, startSignedIn } from './support/panel';

const BUILD_MS = 600_000;
const ORDERS = '/content-manager/collection-types/api::order.order';

let panel: Panel;
let page: Page;

beforeAll(async () => {
  panel = await startSignedIn();
  page = panel.page;
}, BUILD_MS);

afterAll(() => panel.close());

jest.setTimeout(180_000);

const stateOfPaid = async () => (await panel.stored('api::order.order', panel.ids.paidOrderId)).state;

describe('the order page', () => {
  it('offers nothing to hand over before an order is paid', async () => {
    await panel.open(`${ORDERS}/${panel.ids.orderId}`);
    await page.getByRole('textbox', { name: /应付金额/ }).waitFor();
    for (const name of ['发货', '备货完成', '核销'])
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
  });

  it('sends part of an order by 发货: carrier, number and pieces', async () => {
    await panel.open(`${ORDERS}/${panel.ids.paidOrderId}`);
    await page.getByRole('button', { name: '发货', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: '确认发货' });
    const pieces = dialog.getByRole('textbox', { name: /明前龙井/ });
    await pieces.waitFor();
    expect(await pieces.inputValue()).toBe('3');
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('combobox', { name: /快递公司/ }).click();
    await page.getByRole('option', { name: '顺丰速运' }).click();
    await dialog.getByRole('textbox', { name: /快递单号/ }).fill('SF1234567890');
    await pieces.fill('4');
    expect(await confirm.isDisabled()).toBe(true);
    await pieces.fill('2');
    await confirm.click();
    await page.getByText('已发货', { exact: true }).first().waitFor();
    expect(await stateOfPaid()).toBe('shipped');
  });

  it('knows afterwards how many pieces are left', async () => {
    await panel.open(`${ORDERS}/${panel.ids.paidOrderId}`);
    await page.getByRole('button', { name: '发货', exact: true }).click();
    const pieces = page.getByRole('dialog').getByRole('textbox', { name: /明前龙井/ });
    await pieces.waitFor();
    expect(await pieces.inputValue()).toBe('1');
  });
});
