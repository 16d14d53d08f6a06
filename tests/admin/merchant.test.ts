import type { Page } from 'playwright-core';
import { type Panel, startSignedIn } from './support/panel';

let panel: Panel;
let page: Page;

jest.setTimeout(180_000);

beforeAll(async () => {
  panel = await startSignedIn();
  page = panel.page;
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

  it('shows what is true now when somebody else was faster', async () => {
    const suspend = async (who: Page) => {
      await who.getByRole('button', { name: '暂停商户', exact: true }).click();
      const dialog = who.getByRole('dialog');
      await dialog.getByRole('textbox', { name: /原因/ }).fill('证照过期');
      await dialog.getByRole('button', { name: '暂停商户', exact: true }).click();
    };
    await page.getByRole('button', { name: '暂停商户', exact: true }).waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await suspend(other);
    await other.getByText('已暂停', { exact: true }).first().waitFor();
    await other.close();
    await suspend(page);
    await text('商户当前状态不支持此操作，请刷新后再试').waitFor();
    await page.getByRole('button', { name: '恢复商户', exact: true }).waitFor();
  });
});
