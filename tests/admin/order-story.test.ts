import type { Page } from 'playwright-core';
import { type Panel, startSignedIn } from './support/panel';

const LIST = '/content-manager/collection-types';

let panel: Panel;
let page: Page;

jest.setTimeout(180_000);

beforeAll(async () => {
  panel = await startSignedIn();
  page = panel.page;
}, 600_000);

afterAll(() => panel.close());

const text = (words: string) => page.getByText(words, { exact: true }).first();

describe('an order in the panel', () => {
  it('tells what happened and how its price came about without a click, in Chinese and in yuan', async () => {
    await panel.open(`${LIST}/api::order.order/${panel.ids.orderId}`);
    await text('订单进展与价格').waitFor();
    await text('提交订单').waitFor();
    await text('顾客留言：请尽快发货').waitFor();
    for (const words of ['单价 ¥128.00 × 1', '积分抵扣（1000 积分）', '本行实付', '应付合计']) {
      expect(await text(words).isVisible()).toBe(true);
    }
    for (const amount of ['¥128.00', '-¥10.00', '¥118.00', '¥126.00']) {
      expect(await text(amount).isVisible()).toBe(true);
    }
  });
});

describe('a member in the panel', () => {
  it('shows level, points, invitations and where the growth came from beside the form', async () => {
    await panel.open(`${LIST}/plugin::users-permissions.user/${panel.ids.userId}`);
    await text('会员档案').waitFor();
    for (const words of ['普通', '2030-06-15', '可用积分', '0 人，0 人已付款', '+128 → 128']) {
      await text(words).waitFor();
    }
    expect(await page.getByRole('textbox', { name: /成长值/ }).isDisabled()).toBe(true);
  });
});

describe('a review in the panel', () => {
  it('is shown by a button and then hidden by another', async () => {
    await panel.open(`${LIST}/api::catalog.review/${panel.ids.reviewId}`);
    await page.getByRole('button', { name: '显示', exact: true }).click();
    await text('评价已显示').waitFor();
    expect(await panel.stored('api::catalog.review', panel.ids.reviewId)).toMatchObject({ state: 'visible' });
    await page.getByRole('button', { name: '隐藏', exact: true }).click();
    await text('评价已隐藏').waitFor();
    expect(await panel.stored('api::catalog.review', panel.ids.reviewId)).toMatchObject({ state: 'hidden' });
  });

  it('is answered in a dialog, while its words stay locked', async () => {
    await panel.open(`${LIST}/api::catalog.review/${panel.ids.reviewId}`);
    await page.getByRole('button', { name: '回复', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /回复内容/ }).fill('谢谢您的建议');
    await dialog.getByRole('button', { name: '回复', exact: true }).click();
    await text('回复已保存').waitFor();
    expect(await panel.stored('api::catalog.review', panel.ids.reviewId)).toMatchObject({
      reply: '谢谢您的建议',
      content: '茶香很足，包装还可以更好',
    });
    expect(await page.getByRole('textbox', { name: /评价内容/ }).isDisabled()).toBe(true);
  });
});
