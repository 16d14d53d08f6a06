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

describe('points in the panel', () => {
  it('tell what ¥128.50 would earn, beside a rule and above the rules, with every step in Chinese', async () => {
    for (const path of [`${LIST}/api::points.points-rule/${panel.ids.ruleId}`, `${LIST}/api::points.points-rule`]) {
      await panel.open(path);
      await page.getByRole('button', { name: '积分试算', exact: true }).click();
      await text('共得 128 积分').waitFor();
      await text('128.50 元 × 每 100 元 100 积分 → 128 积分').waitFor();
    }
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /实付商品金额/ }).fill('10');
    await text('共得 10 积分').waitFor();
  });

  it('tell above the accounts what is owed, with a bar for every month', async () => {
    await panel.open(`${LIST}/api::points.points-account`);
    await page.getByRole('button', { name: '积分负债', exact: true }).click();
    await text('2099 年 3 月').waitFor();
    for (const words of ['未使用的积分', '300（¥3.00）']) expect(await text(words).isVisible()).toBe(true);
  });

  it('are changed by a button beside the account, with a reason', async () => {
    await panel.open(`${LIST}/api::points.points-account/${panel.ids.accountId}`);
    await page.getByRole('button', { name: '调整积分', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /增减积分/ }).fill('-50');
    await dialog.getByRole('textbox', { name: /原因/ }).fill('误发扣回');
    await dialog.getByRole('button', { name: '确认调整', exact: true }).click();
    await text('积分已调整').waitFor();
    expect(await panel.stored('api::points.points-account', panel.ids.accountId)).toMatchObject({ available: 250 });
  });

  it('stand in the list of members', async () => {
    await panel.open(`${LIST}/plugin::users-permissions.user`);
    await text('可用积分').waitFor();
    await page.getByRole('row', { name: /小王/ }).getByText('250', { exact: true }).waitFor();
  });

  it('are given by rule once, also when the first answer got lost and the button is pressed again', async () => {
    await panel.open(`${LIST}/api::points.points-account/${panel.ids.accountId}`);
    await page.route(
      '**/give',
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await page.getByRole('button', { name: '按规则发放', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /原因/ }).fill('到店礼');
    const give = dialog.getByRole('button', { name: '按规则发放', exact: true });
    await give.click();
    await text('没有收到结果，请再点一次，不会重复执行').waitFor();
    await give.click();
    await text('已发放 80 积分').waitFor();
    expect(await panel.stored('api::points.points-account', panel.ids.accountId)).toMatchObject({ available: 330 });
  });
});
