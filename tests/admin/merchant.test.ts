import type { Page } from 'playwright-core';
import { ensureBuiltPanel } from './support/built-panel';
import { ADMIN, type Panel, startPanel } from './support/panel';

let panel: Panel;
let page: Page;

jest.setTimeout(180_000);

beforeAll(async () => {
  ensureBuiltPanel();
  panel = await startPanel();
  page = panel.page;
  await panel.open('/');
  await page.locator('input[name=email]').fill(ADMIN.email);
  await page.locator('input[name=password]').fill(ADMIN.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText('常用入口', { exact: true }).first().waitFor();
}, 600_000);

afterAll(() => panel.close());

const text = (words: string) => page.getByText(words, { exact: true }).first();
const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();

describe('a merchant in the panel', () => {
  beforeEach(() => panel.open(`/content-manager/collection-types/api::merchant.merchant/${panel.ids.merchantId}`));

  it('shows its whole phone number in a dialog, until that is closed', async () => {
    await press('查看联系电话');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '查看', exact: true }).click();
    await text('13900001234').waitFor();
    await dialog.getByRole('button', { name: '关闭', exact: true }).click();
    await text('13900001234').waitFor({ state: 'detached' });
  });

  it('is given an owner by name', async () => {
    await press('指定店主');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /会员/ }).fill(panel.ids.userId);
    await dialog.getByRole('button', { name: '指定店主', exact: true }).click();
    await text('已指定店主').waitFor();
  });
});
