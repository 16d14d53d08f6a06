import { resolve } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import compile from '../support/compile';
import { type DemoShop, startDemoShop } from './support/demo-shop';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const PICTURE = resolve(__dirname, '../../docs/images/demo.png');

let shop: DemoShop;
let browser: Browser;
let page: Page;
let complaints: string[] = [];

jest.setTimeout(180_000);

beforeAll(async () => {
  compile();
  shop = await startDemoShop();
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  page = await browser.newPage({ viewport: { width: 1400, height: 860 }, locale: 'en-US' });
  page.setDefaultTimeout(60_000);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
}, 400_000);

afterAll(async () => {
  await browser.close();
  await shop.stop();
});

const phone = (): Locator => page.locator('#phone');
const press = (name: string | RegExp): Promise<void> => phone().getByRole('button', { name }).click();
const arrives = (selector: string): Promise<void> => phone().locator(selector).first().waitFor();

/** Opens a page of the shop and waits until what it is about stands there. */
async function open(path: string, selector: string): Promise<void> {
  await page.goto(`${shop.url}/demo/#${path}`);
  await arrives(selector);
}

const numberOf = async (element: Locator): Promise<number> => Number(await element.innerText());

/** Waits until the page shows these words, or fails. */
const shows = (words: string | RegExp): Promise<void> => phone().getByText(words).first().waitFor();

/** The points run up to their new value for a moment. */
async function pointsReach(points: number): Promise<void> {
  await phone()
    .locator('.points-balance', { hasText: new RegExp(`^${points}$`) })
    .waitFor();
}

/** The picture of the README, when asked for: a test run by itself changes no file of the project. */
async function takePicture(): Promise<void> {
  if (process.env.UPDATE_IMAGES !== 'true') return;
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: PICTURE });
}

/** What the drawer has listed, as `POST /orders 201`. */
async function listedCalls(): Promise<string[]> {
  const rows = await page.locator('#drawer .call-head').all();
  return Promise.all(
    rows.map(async (row) => {
      const parts = ['.call-method', '.call-path', '.call-status'].map((part) => row.locator(part).innerText());
      return (await Promise.all(parts)).join(' ');
    }),
  );
}

describe('the demo page in a browser that has never seen it', () => {
  test('a visitor signs in with a code of the simulator and sees the shop', async () => {
    await page.goto(`${shop.url}/demo/`);
    await press('新访客一键登录');
    await phone().locator('.card').first().waitFor();
    expect(await phone().locator('.card').count()).toBeGreaterThanOrEqual(4);
    expect(await phone().locator('.card .price').first().textContent()).toMatch(/^¥\d+\.\d{2}/);
    expect(await phone().locator('.categories button').count()).toBe(6);
    const picture = phone().locator('.card img').first();
    await picture.scrollIntoViewIfNeeded();
    expect(await picture.getAttribute('src')).toMatch(/^\/demo\/images\/.+\.svg$/);
    await expect(listedCalls()).resolves.toEqual(
      expect.arrayContaining(['POST /auth/wechat/login 200', 'GET /home 200']),
    );
  });

  test('goods go into the cart and are ordered to a new address with points', async () => {
    await phone().locator('.card').first().click();
    await press('加入购物车');
    await phone().locator('.sheet').getByRole('button', { name: '加入购物车' }).click();
    await shows('已加入购物车');
    await press('返回');
    await press(/^购物车/);
    await press(/去结算（1）/);
    await press(/请填写收货地址/);
    await press('填入示例地址');
    await press('保存地址');
    await shows('绿头鸭路');
    await phone().getByRole('switch', { name: '使用积分' }).click();
    await shows('实际使用 100 积分，抵 ¥1.00');
    await shows('-¥1.00');
  });

  test('paying in WeChat’s sheet brings the payment and the points onto the screen', async () => {
    await press('提交订单');
    const amount = await phone().locator('.pay-amount .price').innerText();
    await press('确认支付');
    await shows('支付成功');
    await shows(/签名通知送达，应答 204/);
    const paid = await phone().locator('.paid > .price').innerText();
    expect(paid).toBe(amount);
    const earned = Number(await phone().locator('.paid-points').getAttribute('data-earned'));
    expect(earned).toBe(Math.floor(Number(paid.replace(/[^\d.]/g, ''))));
    await pointsReach(earned);
    expect(await listedCalls()).toContain('POST /wechat/pay/notify 204');
  });

  test('the same notification ten times more changes nothing', async () => {
    const before = await numberOf(phone().locator('.points-balance'));
    await press(/并发重放 10 次/);
    await shows('10 / 10');
    await shows('没有重复入账');
    await shows('node scripts/replay-notification.mjs 10');
    await takePicture();
    await press('查看订单');
    await shows('待发货');
    await open('/points', '.points-head');
    await pointsReach(before);
  });

  test('a merchant’s code with a fixed amount is paid and earns points', async () => {
    await open('/scan', '.sticker');
    expect(await phone().locator('.sticker').count()).toBe(6);
    await phone().locator('.sticker', { hasText: '¥18.80' }).first().click();
    await press('付款');
    await press('确认支付');
    await shows('支付成功');
    await shows('+18 积分');
  });

  test('a merchant’s open code asks for the amount', async () => {
    await open('/scan', '.sticker');
    await phone().locator('.sticker', { hasText: '输入金额' }).first().click();
    for (const key of ['3', '2', '.', '5']) await phone().getByRole('button', { name: key, exact: true }).click();
    await press('付款');
    await press('确认支付');
    await shows('支付成功');
    await shows('+32 积分');
  });

  test('checking in gives points once, and the ledger shows every award', async () => {
    await open('/me', '.me-points');
    const before = await numberOf(phone().locator('.points-balance'));
    await press('签到领积分');
    await shows('今日已签');
    await pointsReach(before + 5);
    await phone().locator('.me-points').click();
    await shows('连续签到 1 天');
    expect(await phone().locator('.record .is-plus').allInnerTexts()).toEqual(
      expect.arrayContaining(['+5', '+18', '+32', '+100']),
    );
  });

  test('points are redeemed in the mall, and the order is done at once', async () => {
    await open('/mall', '.mall-good');
    expect(await phone().locator('.mall-good').count()).toBe(3);
    const before = await numberOf(phone().locator('.points-balance'));
    await phone().locator('.mall-good', { hasText: '咖啡电子券' }).getByRole('button', { name: '兑换' }).click();
    await press('确认兑换');
    await shows('兑换成功');
    await shows('已完成');
    await shows('80 积分');
    await open('/points', '.points-head');
    await pointsReach(before - 80);
  });

  test('an order that has not left the house is refunded, and the page says how far the money is', async () => {
    await open('/orders', '.order-card');
    await phone().locator('.order-card', { hasText: '待发货' }).first().click();
    await press('申请退款');
    await shows('已申请，款项将原路退回');
    await shows(/退款提交中|微信退款中|已原路退回/);
    const isBack = phone().getByText('已全部退款').first();
    for (let reads = 0; reads < 30 && !(await isBack.isVisible()); reads += 1) {
      await page.waitForTimeout(1_000);
      await page.reload();
      await arrives('.story');
    }
    await shows('已原路退回');
    await shows('已退款');
  });

  test('orders and messages of the visitor are listed', async () => {
    await open('/orders', '.order-card');
    expect(await phone().locator('.order-card').count()).toBe(4);
    await open('/messages', '.message, .state');
    await shows('支付成功');
  });

  test('nothing so far made the browser complain', () => {
    expect(complaints).toEqual([]);
  });

  test('a refusal is shown in the server’s own Chinese sentence, whatever the browser speaks', async () => {
    await open(`/list?q=${encodeURIComponent('金卡专享')}`, '.card');
    await phone().locator('.card').first().click();
    await press('立即购买');
    await phone().locator('.sheet').getByRole('button', { name: '立即购买' }).click();
    await shows('商品已下架或暂不可购买');
    complaints = complaints.filter((text) => !text.startsWith('Failed to load resource'));
    expect(complaints).toEqual([]);
  });

  test('on a phone the shop fills the screen and nothing sticks out', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const pages = {
      '/home': '.card',
      '/list': '.card',
      '/scan': '.sticker',
      '/me': '.me-points',
      '/points': '.record',
      '/mall': '.mall-good',
      '/orders': '.order-card',
      '/sign-in': '.people',
    };
    for (const [path, selector] of Object.entries(pages)) {
      await open(path, selector);
      const width = (await page.evaluate('document.getElementById("content").scrollWidth')) as number;
      expect({ path, width }).toEqual({ path, width: 390 });
    }
    await page.getByRole('button', { name: '打开开发者抽屉' }).click();
    await page.getByRole('heading', { name: '开发者抽屉' }).waitFor();
  });
});
