import { resolve } from '../../src/platform/container';
import { api, application } from '../support/api';
import { atShop, hire, openShop, type Shop } from '../support/fulfilment';
import { as, database, signIn } from '../support/members';
import { scannedText } from '../support/scanner';

interface Code {
  documentId: string;
  code: string;
  title: string;
  fixedAmount: number | null;
  enabled: boolean;
}

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

const create = async (body: object = { title: '一号桌' }): Promise<Code> => {
  const answer = await atShop(shop.owner, shop).post('/merchant/payment-codes').send(body);
  expect(answer.status).toBe(201);
  return (answer.body as { data: Code }).data;
};

const change = (code: Code, body: object) =>
  atShop(shop.owner, shop).put(`/merchant/payment-codes/${code.documentId}`).send(body);

const CANNOT_JUDGE = { kind: 'errcode', errcode: 45009, match: '/wxa/msg_sec_check', times: null } as const;
const countCodes = async () => (await database()('payment_codes').where({ merchant_id: shop.id })).length;
const scan = (code: Code) => api().get(`/api/v1/payment-codes/${code.code}`);

describe('a payment code that a merchant makes', () => {
  it('takes money at once and cannot be guessed', async () => {
    const code = await create({ title: '三号桌', fixedAmount: 1_880 });
    expect(code).toMatchObject({ title: '三号桌', fixedAmount: 1_880, enabled: true });
    expect(code.code).toMatch(/^[0-9A-Z]{20}$/);
    expect((await scan(code)).body.data).toMatchObject({
      merchant: { documentId: shop.documentId },
      title: '三号桌',
      fixedAmount: 1_880,
    });
    const codes = new Set(await Promise.all(Array.from({ length: 10 }, async () => (await create()).code)));
    expect(codes.size).toBe(10);
  });

  it('sent twice with the same key is one', async () => {
    const send = (title: string) =>
      atShop(shop.owner, shop).post('/merchant/payment-codes').set('Idempotency-Key', 'code-1').send({ title });
    const answers = await Promise.all([send('吧台'), send('吧台')]);
    expect(answers[0].body.data).toEqual(answers[1].body.data);
    expect((await send('别的')).body.code).toBe(1005);
  });

  it('that is revoked takes no order from then on, and may be revived', async () => {
    const code = await create();
    const member = await signIn();
    const pay = () => as(member).post(`/payment-codes/${code.code}/pay`).send({ amount: 100 });
    const before = await pay();
    expect(before.status).toBe(201);
    expect((await change(code, { enabled: false })).body.data).toMatchObject({ enabled: false, title: '一号桌' });
    expect((await scan(code)).status).toBe(404);
    expect((await pay()).status).toBe(404);
    const { orderNo } = before.body.data as { orderNo: string };
    expect((await as(member).post(`/orders/${orderNo}/pay`).send({})).status).toBe(200);
    await as(member).post(`/orders/${orderNo}/cancel`).send({});
    expect((await change(code, { enabled: true })).status).toBe(200);
    expect((await scan(code)).status).toBe(200);
    const audited: unknown[] = await database()('audit_logs').where({
      action: 'payment-code.change',
      subject_id: code.documentId,
    });
    expect(audited).toHaveLength(2);
  });

  it.each([
    ['这桌违规', 'content_risky'],
    ['疑似广告的桌', 'content_unchecked'],
    ['无人审核的桌', 'content_unchecked'],
  ])('bears no title that WeChat has not passed, new or changed: %s', async (title, reason) => {
    const code = await create();
    const before = await countCodes();
    const { control } = application().wechat;
    if (title === '无人审核的桌') control.addFault(CANNOT_JUDGE);
    const answers = [
      await atShop(shop.owner, shop).post('/merchant/payment-codes').send({ title }),
      await change(code, { title, fixedAmount: 900 }),
    ];
    control.clearFaults();
    for (const { status, body } of answers)
      expect([status, body]).toMatchObject([400, { code: 1000, error: { details: { reason } } }]);
    expect(await countCodes()).toBe(before);
    expect((await scan(code)).body.data).toMatchObject({ title: '一号桌', fixedAmount: null });
  });

  it('is revoked, and answered again, without asking WeChat', async () => {
    const code = await create();
    const send = () =>
      atShop(shop.owner, shop).post('/merchant/payment-codes').set('Idempotency-Key', 'code-2').send({ title: '外摆' });
    const first = await send();
    const { control } = application().wechat;
    control.addFault(CANNOT_JUDGE);
    const answers = [await change(code, { title: code.title, enabled: false }), await send()];
    control.clearFaults();
    expect(answers[0]?.body.data).toMatchObject({ enabled: false });
    expect(answers[1]?.body.data).toEqual(first.body.data);
  });

  it('keeps what a change leaves out, and null opens the amount', async () => {
    const code = await create({ title: '外卖', fixedAmount: 500 });
    expect((await change(code, { title: '外卖窗口' })).body.data).toMatchObject({
      title: '外卖窗口',
      fixedAmount: 500,
    });
    expect((await change(code, { fixedAmount: null })).body.data).toMatchObject({
      title: '外卖窗口',
      fixedAmount: null,
    });
  });

  it.each([
    {},
    { title: '' },
    { title: 'x', fixedAmount: 0 },
    { title: 'x', fixedAmount: 1.5 },
    { title: 'x', code: 'MINE' },
  ])('is refused as %j', async (body) => {
    expect((await atShop(shop.owner, shop).post('/merchant/payment-codes').send(body)).status).toBe(400);
  });

  it('is made by owners and managers, and shown at the counter', async () => {
    const cashier = await hire(shop, 'cashier');
    expect((await atShop(cashier, shop).post('/merchant/payment-codes').send({ title: 'x' })).body.code).toBe(1801);
    const first = await atShop(cashier, shop).get('/merchant/payment-codes?limit=2');
    expect(first.body.data).toHaveLength(2);
    const { nextCursor } = first.body.meta as { nextCursor: string };
    const second = await atShop(cashier, shop).get(`/merchant/payment-codes?limit=2&cursor=${nextCursor}`);
    const seen = [...(first.body.data as Code[]), ...(second.body.data as Code[])].map(({ code }) => code);
    expect(new Set(seen).size).toBe(4);
    expect((await atShop(await hire(shop, 'courier'), shop).get('/merchant/payment-codes')).body.code).toBe(1801);
  });
});

describe('the picture of a payment code', () => {
  const calls = () => application().wechat.control.countCalls()['POST /wxa/getwxacodeunlimit'] ?? 0;
  const draw = (code: Code, query = '') =>
    atShop(shop.owner, shop).get(`/merchant/payment-codes/${code.documentId}/image${query}`).buffer(true);

  it('is a PNG that scans as the page with the code as its scene, drawn by WeChat once', async () => {
    const code = await create();
    const before = calls();
    const answers = [await draw(code), await draw(code)];
    for (const answer of answers) {
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/png']);
      const bytes = answer.body as Buffer;
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      expect(bytes.readUInt32BE(16)).toBe(430);
      expect(scannedText(bytes)).toBe(`pages/pay/index?scene=${code.code}`);
    }
    expect(calls()).toBe(before + 1);
    expect((await draw(code, '?width=5000')).status).toBe(400);
  });

  it('is drawn once for all who ask for it at the same moment', async () => {
    const code = await create();
    const before = calls();
    const answers = await Promise.all(Array.from({ length: 8 }, () => draw(code)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(calls()).toBe(before + 1);
  });

  it('counts as reading, not as paying', async () => {
    const code = await create();
    const taken = jest.spyOn(resolve(application().strapi, 'mallard.state').limiter, 'takeAll');
    await draw(code);
    const keys = taken.mock.calls.flatMap(([windows]) => windows.map(({ key }) => key));
    taken.mockRestore();
    expect(keys).toEqual([`read:u${shop.owner.id}`, expect.stringMatching(/^read:ip/)]);
  });

  it('comes in a few sizes, each drawn once, however many widths are asked for', async () => {
    const code = await create();
    const before = calls();
    const widths = [280, 281, 300, 430, 431, 700, 860, 861, 1000, 1280];
    const pictures = [];
    for (const width of widths) pictures.push((await draw(code, `?width=${width}`)).body as Buffer);
    const sizes = pictures.map((picture) => picture.readUInt32BE(16));
    expect(sizes).toEqual([280, 430, 430, 430, 860, 860, 860, 1280, 1280, 1280]);
    expect(calls()).toBe(before + 4);
  });

  it('is a PNG also when WeChat draws a JPEG', async () => {
    const { control } = application().wechat;
    const code = await create();
    await control.changeSettings({ codeImageFormat: 'jpeg' });
    const answer = await draw(code);
    await control.changeSettings({ codeImageFormat: 'png' });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/png']);
    expect(scannedText(answer.body as Buffer)).toBe(`pages/pay/index?scene=${code.code}`);
  });

  it('answers 1702 in the envelope while WeChat is away, and works again afterwards', async () => {
    const code = await create();
    const { control } = application().wechat;
    control.addFault({ kind: 'reset-before', match: '/wxa/getwxacodeunlimit', times: null });
    const answer = await atShop(shop.owner, shop).get(`/merchant/payment-codes/${code.documentId}/image`);
    control.clearFaults();
    expect([answer.status, answer.body]).toMatchObject([502, { code: 1702, data: null }]);
    expect((await draw(code)).status).toBe(200);
  });
});
