import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { Response } from 'supertest';
import type {} from '../../src/api/wechat/services/check-content';
import type {} from '../../src/api/wechat/services/request-shipping-upload';
import { inTransaction } from '../../src/platform/database/in-transaction';
import { getService } from '../../src/platform/get-service';
import { whileInsertsFail } from '../support/broken-table';
import { api, application } from '../support/api';
import { database, signIn } from '../support/members';
import { outTradeNoOf } from '../support/notifications';
import { ensurePaymentRule } from '../support/points';
import { buy, makeSku, pickupOrder } from '../support/shopping';

const PATH = '/api/v1/wechat/push';
const control = () => application().wechat.control;
const digits = (): string => String(randomBytes(5).readUIntBE(0, 5));

const sha1 = (...parts: string[]): string => createHash('sha1').update(parts.sort().join('')).digest('hex');

const timestampNow = (offsetSeconds = 0): string =>
  String(Math.floor(application().clock.now().getTime() / 1000) + offsetSeconds);

/** Seals as WeChat does; written apart from the simulator and the gateway. */
function sealed(message: string, appId = application().credentials.appId): string {
  const key = Buffer.from(`${application().credentials.pushAesKey}=`, 'base64');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(message));
  const plain = Buffer.concat([randomBytes(16), length, Buffer.from(message), Buffer.from(appId)]);
  const pad = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(pad, pad)])), cipher.final()]).toString(
    'base64',
  );
}

const event = (name: string, fields: Record<string, unknown> = {}) => ({
  ToUserName: 'gh_shop',
  FromUserName: 'o_platform',
  CreateTime: Number(timestampNow()),
  MsgType: 'event',
  Event: name,
  ...fields,
});

interface Delivery {
  appId?: string;
  offsetSeconds?: number;
  signature?: string;
  type?: string;
  wrap?: (encrypted: string) => string;
}

/** One delivery in safe mode. */
function push(message: unknown, delivery: Delivery = {}): Promise<Response> {
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  const encrypted = sealed(text, delivery.appId);
  const timestamp = timestampNow(delivery.offsetSeconds);
  const nonce = digits();
  const token = application().credentials.pushToken;
  const wrap = delivery.wrap ?? ((content: string) => JSON.stringify({ ToUserName: 'gh_shop', Encrypt: content }));
  return api()
    .post(PATH)
    .query({
      signature: sha1(token, timestamp, nonce),
      timestamp,
      nonce,
      encrypt_type: 'aes',
      msg_signature: delivery.signature ?? sha1(token, timestamp, nonce, encrypted),
    })
    .set('Content-Type', delivery.type ?? 'application/json')
    .send(wrap(encrypted))
    .then((answer) => answer);
}

const stored = async (): Promise<Record<string, unknown>[]> =>
  (await database()('push_messages').orderBy('id')) as Record<string, unknown>[];

const newest = async (): Promise<Record<string, unknown> | undefined> => (await stored()).at(-1);

const eventsNamed = async (name: string, aggregateId: string): Promise<Record<string, unknown>[]> =>
  ((await database()('outbox_events').where({ name, aggregate_id: aggregateId })) as { payload: string }[]).map(
    ({ payload }) => JSON.parse(payload) as Record<string, unknown>,
  );

/** A paid order whose shipping was uploaded. */
async function shippedPayment(): Promise<{ orderNo: string; outTradeNo: string; transactionId: string }> {
  const member = await signIn();
  const orderNo = await buy(member, await pickupOrder(await makeSku()));
  const outTradeNo = await outTradeNoOf(orderNo);
  const transactionId = control().findPayment(outTradeNo).transactionId ?? '';
  const { strapi, clock } = application();
  await inTransaction(strapi, (trx) =>
    getService(strapi, 'api::wechat.request-shipping-upload')(trx, {
      orderNo,
      paymentOutTradeNo: outTradeNo,
      transactionId,
      openid: member.openid,
      logisticsType: 'pickup',
      parcels: [{ itemDesc: '龙井' }],
      isAllDelivered: true,
      at: clock.now(),
    }),
  );
  return { orderNo, outTradeNo, transactionId };
}

const uploadOf = async (outTradeNo: string) =>
  (await database()('shipping_uploads').where({ out_trade_no: outTradeNo }).first()) as Record<string, unknown>;

beforeAll(async () => {
  await ensurePaymentRule();
  await control().changeSettings({
    pushUrl: `${application().url}${PATH}`,
    shippingFiledAfterSeconds: 0,
    mediaCheckSeconds: null,
  });
});
afterAll(() => control().changeSettings({ pushUrl: null, shippingFiledAfterSeconds: 5, mediaCheckSeconds: 1 }));
afterEach(() => {
  control().clearFaults();
  application().clock.reset();
});

describe('the check of the push URL', () => {
  const verify = (changes: Record<string, string> = {}) => {
    const [timestamp, nonce] = [timestampNow(), digits()];
    const signature = sha1(application().credentials.pushToken, timestamp, nonce);
    return api()
      .get(PATH)
      .query({ signature, timestamp, nonce, echostr: '6541207812<b>', ...changes });
  };

  it('answers echostr as it came, as plain text', async () => {
    const answer = await verify();
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('6541207812<b>');
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
  });

  it.each<Record<string, string>>([{ signature: 'a'.repeat(40) }, { timestamp: '1' }, { nonce: '' }])(
    'refuses %j with 401',
    async (changes) => {
      const answer = await verify(changes);
      expect(answer.status).toBe(401);
      expect(answer.body).toMatchObject({ code: 'FAIL' });
    },
  );
});

describe('a push', () => {
  it.each([
    ['safe', 'json'],
    ['safe', 'xml'],
    ['compatible', 'json'],
    ['compatible', 'xml'],
  ] as const)(
    'in %s mode as %s is stored, acknowledged and ignored when nobody wants it',
    async (pushMode, pushFormat) => {
      await control().changeSettings({ pushMode, pushFormat });
      const sent = control().shipping.push('debug_demo', { debug_str: `x-${pushMode}-${pushFormat}` });
      await control().deliveriesSettled();
      await control().changeSettings({ pushMode: 'safe', pushFormat: 'json' });
      expect(sent.attempts).toMatchObject([{ httpStatus: 200, answer: 'success' }]);
      expect(await newest()).toMatchObject({ event: 'debug_demo', state: 'ignored', attempts: 1 });
    },
  );

  it('as application/xml, which the body parser leaves alone, is read too', async () => {
    const xml = '<xml><ToUserName><![CDATA[gh]]></ToUserName><FromUserName><![CDATA[o]]></FromUserName>';
    const message = `${xml}<CreateTime>${timestampNow()}</CreateTime><MsgType>text</MsgType><Content>在吗</Content><MsgId>${digits()}</MsgId></xml>`;
    const wrap = (encrypted: string) =>
      `<xml><ToUserName>gh</ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
    const answer = await push(message, { type: 'application/xml', wrap });
    expect([answer.status, answer.text]).toEqual([200, 'success']);
    expect(await newest()).toMatchObject({ msg_type: 'text', event: null });
  });

  it('that comes ten times at once is stored and handled once', async () => {
    const before = (await stored()).length;
    const message = event('debug_demo', { debug_str: digits() });
    const answers = await Promise.all(Array.from({ length: 10 }, () => push(message)));
    expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, () => 'success'));
    expect(await stored()).toHaveLength(before + 1);
  });

  it('that could not be stored is not acknowledged, and comes again', async () => {
    const message = event('debug_demo', { debug_str: digits() });
    await whileInsertsFail('push_messages', async () => {
      expect((await push(message)).status).toBe(500);
    });
    expect((await push(message)).text).toBe('success');
  });

  it.each<[string, Delivery, number]>([
    ['with a wrong signature', { signature: 'b'.repeat(40) }, 401],
    ['that is ten minutes old', { offsetSeconds: -600 }, 401],
    ['for another mini-program', { appId: 'wxffffffffffffffff' }, 400],
    ['without the sealed part', { wrap: () => '{"ToUserName":"gh"}' }, 400],
    ['that is not JSON', { wrap: () => '{"Encrypt":' }, 400],
  ])('%s is refused and leaves no trace', async (_what, delivery, status) => {
    const before = (await stored()).length;
    const answer = await push(event('debug_demo'), delivery);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code: 'FAIL' });
    expect(await stored()).toHaveLength(before);
  });

  it('in plain mode is refused, because the key for safe mode is set', async () => {
    await control().changeSettings({ pushMode: 'plain' });
    const sent = control().shipping.push('debug_demo', { debug_str: digits() });
    await control().deliveriesSettled();
    await control().changeSettings({ pushMode: 'safe' });
    expect(sent.attempts.map(({ httpStatus }) => httpStatus)).toEqual([401, 401, 401, 401]);
  });

  it('of rubbish is refused or acknowledged, never an error of ours', async () => {
    const rubbish: unknown[] = [
      '',
      'null',
      '[]',
      '{}',
      '<xml>',
      '<xml><a></b></xml>',
      '\u0000',
      event('x\u0000y', { a: '\u0000' }),
      event('wxa_media_check', { trace_id: 5, result: 'x' }),
      event('trade_manage_order_settlement', { transaction_id: {} }),
      event('trade_manage_remind_shipping', { transaction_id: 'unknown' }),
      event('x'.repeat(5000), { CreateTime: 1e15, FromUserName: 'o'.repeat(5000) }),
      event('x', { CreateTime: -5 }),
      { MsgType: {}, Event: [] },
    ];
    for (const message of rubbish) {
      const answer = await push(message);
      expect({ message, isOurs: answer.status >= 500 }).toEqual({ message, isOurs: false });
    }
  });

  it('is kept for thirty days', async () => {
    await push(event('debug_demo', { debug_str: digits() }));
    application().clock.advance({ days: 29 });
    await application().runJob('forget-old-pushes');
    expect((await stored()).length).toBeGreaterThan(0);
    application().clock.advance({ days: 2 });
    await application().runJob('forget-old-pushes');
    expect((await stored()).filter(({ state }) => state !== 'received')).toEqual([]);
  });
});

// Incident 28.
describe('what WeChat says about shipping', () => {
  it('a reminder has the shipping uploaded again that failed', async () => {
    // What other files of the worker left to be uploaded would meet the fault first.
    while ((await application().runJob('upload-shipping')) > 0);
    const { outTradeNo } = await shippedPayment();
    control().addFault({ kind: 'errcode', errcode: 10060014, match: '/wxa/sec/order/' });
    await application().runJob('upload-shipping');
    expect(await uploadOf(outTradeNo)).toMatchObject({ state: 'failed' });
    control().shipping.remind(outTradeNo);
    await control().deliveriesSettled();
    expect(await uploadOf(outTradeNo)).toMatchObject({ state: 'pending', reminded_at: expect.anything() as unknown });
    await application().runJob('upload-shipping');
    await control().deliveriesSettled();
    expect(await uploadOf(outTradeNo)).toMatchObject({
      state: 'uploaded',
      estimated_settlement_at: expect.anything() as unknown,
    });
  });

  it('a reminder of what is not shipped is announced, for whoever ships', async () => {
    const orderNo = await buy(await signIn(), await pickupOrder(await makeSku()));
    const outTradeNo = await outTradeNoOf(orderNo);
    control().shipping.remind(outTradeNo);
    await control().deliveriesSettled();
    expect(await eventsNamed('wechat.shipping-reminded', orderNo)).toMatchObject([{ orderNo, outTradeNo }]);
  });

  it('a confirmed receipt is kept and announced once', async () => {
    const { orderNo, outTradeNo, transactionId } = await shippedPayment();
    await application().runJob('upload-shipping');
    await control().shipping.settle(outTradeNo, 'manual');
    await control().deliveriesSettled();
    const settled = control()
      .shipping.listPushes()
      .filter(({ fields }) => fields.transaction_id === transactionId)
      .at(-1);
    await control().shipping.resend(settled?.id ?? '');
    await push(event('trade_manage_order_settlement', { ...settled?.fields, CreateTime: Number(timestampNow(-3)) }));
    expect(await uploadOf(outTradeNo)).toMatchObject({
      received_at: expect.anything() as unknown,
      settled_at: expect.anything() as unknown,
    });
    expect(await eventsNamed('wechat.receipt-confirmed', outTradeNo)).toMatchObject([
      { orderNo, transactionId, method: 'manual' },
    ]);
  });
});

describe('what WeChat says about a picture', () => {
  it('reaches whoever handed it in, with the name it was given', async () => {
    const { openid } = await signIn();
    const subject = `review:${digits()}`;
    const content = getService(application().strapi, 'api::wechat.check-content');
    const { traceId } = await content.image({ openid, url: '/uploads/risky.png', scene: 'comment', subject });
    control().finishMediaCheck(traceId ?? '');
    await control().deliveriesSettled();
    expect(await eventsNamed('wechat.media-checked', traceId ?? '')).toEqual([
      { subject, traceId, suggest: 'risky', label: 20002 },
    ]);
  });

  it('that comes before we know the trace id is handled again later', async () => {
    const traceId = `early-${digits()}`;
    await push(event('wxa_media_check', { trace_id: traceId, errcode: 0, result: { suggest: 'pass', label: 100 } }));
    expect(await newest()).toMatchObject({ state: 'received', attempts: 1 });
    const { openid } = await signIn();
    const content = getService(application().strapi, 'api::wechat.check-content');
    const subject = `review:${digits()}`;
    const begun = await content.image({ openid, url: '/uploads/a.png', scene: 'comment', subject });
    await database()('media_checks').where({ trace_id: begun.traceId }).update({ trace_id: traceId });
    application().clock.advance({ minutes: 2 });
    await application().runJob('handle-pushes');
    expect(await eventsNamed('wechat.media-checked', traceId)).toMatchObject([{ subject, suggest: 'pass' }]);
  });
});
