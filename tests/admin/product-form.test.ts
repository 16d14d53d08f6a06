import type { Locator, Page } from 'playwright-core';
import { ensureBuiltPanel } from './support/built-panel';
import { ADMIN, type Panel, startPanel } from './support/panel';

const BUILD_MS = 600_000;
const LIST = '/content-manager/collection-types';

let panel: Panel;
let page: Page;

beforeAll(async () => {
  ensureBuiltPanel();
  panel = await startPanel();
  page = panel.page;
}, BUILD_MS);

afterAll(() => panel.close());

jest.setTimeout(180_000);

const text = (words: string) => page.getByText(words, { exact: true }).first();

/** A form is drawn a moment before its values arrive. */
async function untilItReads(field: Locator, value: string): Promise<void> {
  const until = Date.now() + 30_000;
  while ((await field.inputValue()) !== value && Date.now() < until) await page.waitForTimeout(100);
  expect(await field.inputValue()).toBe(value);
}

describe('the admin panel in a browser that has never seen it', () => {
  it('greets in Chinese and lets the first administrator in', async () => {
    await panel.open('/');
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    expect(await page.locator('form').innerText()).not.toMatch(/welcome|password|email/i);
    await page.locator('input[name=email]').fill(ADMIN.email);
    await page.locator('input[name=password]').fill(ADMIN.password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await text('常用入口').waitFor();
    await text('积分规则').waitFor();
    expect(await page.title()).not.toContain('Strapi');
    expect(await page.locator('body').innerText()).not.toMatch(/marketplace|guided tour|what's new|upgrade/i);
  });

  it('shows the price of a SKU in yuan and refuses what is no amount, in Chinese', async () => {
    await panel.open(`${LIST}/api::catalog.sku/${panel.ids.skuId}`);
    const price = page.getByRole('textbox', { name: /售价/ });
    await price.waitFor();
    await untilItReads(price, '128.00');
    await price.fill('12.345');
    await text('金额最多两位小数，例如 12.80').waitFor();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.waitForTimeout(1_000);
    expect(await panel.stored('api::catalog.sku', panel.ids.skuId)).toMatchObject({ price: 12800 });
  });

  it('stores a changed price in fen, and the product follows', async () => {
    const price = page.getByRole('textbox', { name: /售价/ });
    await price.fill('99.9');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').first().waitFor();
    await untilItReads(price, '99.90');
    expect(await panel.stored('api::catalog.sku', panel.ids.skuId)).toMatchObject({ price: 9990 });
    expect(await panel.stored('api::catalog.product', panel.ids.productId)).toMatchObject({ minPrice: 9990 });
  });

  it('shows what the system computes of a product without letting anybody edit it', async () => {
    await panel.open(`${LIST}/api::catalog.product/${panel.ids.productId}`);
    const lowest = page.getByRole('textbox', { name: /最低价/ });
    await lowest.waitFor();
    await untilItReads(lowest, '99.90');
    expect(await lowest.isDisabled()).toBe(true);
    expect(await page.getByRole('textbox', { name: /商品名称/ }).isEnabled()).toBe(true);
    await text('销售中').waitFor();
  });

  it('lists orders with Chinese states and amounts in yuan, without a button to create one', async () => {
    await panel.open(`${LIST}/api::order.order`);
    await text('待付款').waitFor();
    await text('¥126.00').waitFor();
    expect(await page.getByText('新建条目').count()).toBe(0);
    expect(await page.locator('main').innerText()).not.toContain('pending_payment');
  });

  it('opens an order with every field locked', async () => {
    await panel.open(`${LIST}/api::order.order/${panel.ids.orderId}`);
    await page.getByRole('textbox', { name: /应付金额/ }).waitFor();
    const fields = await page.locator('form input, form textarea').all();
    expect(fields.length).toBeGreaterThan(10);
    for (const field of fields) expect(await field.isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: '保存', exact: true }).isDisabled()).toBe(true);
  });

  it('changes stock by the action 调整库存 only', async () => {
    await panel.open(`${LIST}/api::catalog.inventory/${panel.ids.inventoryId}`);
    await page.getByRole('button', { name: '调整库存' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /增减数量/ }).fill('20');
    await dialog.getByRole('textbox', { name: /原因/ }).fill('新到货');
    await dialog.getByRole('button', { name: '确认调整' }).click();
    await text('库存已调整').waitFor();
    expect(await panel.stored('api::catalog.inventory', panel.ids.inventoryId)).toMatchObject({ available: 20 });
  });

  it('decides an after-sale case by its actions: what will happen, then why', async () => {
    await panel.open(`${LIST}/api::order.after-sale/${panel.ids.afterSaleId}`);
    await page.getByRole('button', { name: '同意售后' }).waitFor();
    await page.getByRole('button', { name: '拒绝售后' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('拒绝后不会退款').waitFor();
    expect(await dialog.getByRole('button', { name: '拒绝售后' }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: /拒绝原因/ }).fill('照片与商品不符');
    await dialog.getByRole('button', { name: '拒绝售后' }).click();
    await text('已拒绝这笔售后').waitFor();
    expect(await panel.stored('api::order.after-sale', panel.ids.afterSaleId)).toMatchObject({
      state: 'rejected',
      decisionNote: '照片与商品不符',
    });
    await page.getByRole('button', { name: '拒绝售后' }).waitFor({ state: 'detached' });
  });
});
