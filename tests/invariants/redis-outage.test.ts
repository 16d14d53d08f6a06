import Redis from 'ioredis';
import request from 'supertest';
import { api, application } from '../support/api';
import { eventually } from '../support/eventually';
import { expectBooksBalance } from '../support/facts';
import { type Instance, startInstance, stopInstances } from '../support/instance';
import { database, loginCode, signIn, type SignedIn } from '../support/members';
import { newPhone } from '../support/phones';
import { makeSku, type PayParams, pickupOrder } from '../support/shopping';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';

/** The longest anybody may wait: a call asks Redis a few times, and only the first of them waits a second for nothing. */
const PATIENCE_MS = 4_000;
const redisUrl = application().environment.REDIS_URL;
const isShared = Boolean(application().environment.DATABASE_URL && redisUrl);

const outages: ['does not answer' | 'is gone', (proxy: TcpProxy) => void][] = [
  ['does not answer', (proxy) => proxy.freeze()],
  ['is gone', (proxy) => proxy.cut()],
];

(isShared ? describe : describe.skip).each(outages)('a shop whose Redis %s', (_name, breakDown) => {
  let proxy: TcpProxy;
  let shop: Instance;
  let member: SignedIn;
  let orderNo: string;

  beforeAll(async () => {
    proxy = await startTcpProxy(redisUrl ?? '');
    shop = await startInstance({ environment: { REDIS_URL: proxy.url, JOBS_ENABLED: 'true' } });
    member = await signIn();
    breakDown(proxy);
  }, 120_000);
  afterAll(async () => {
    proxy.heal();
    await stopInstances();
    await proxy.close();
  });

  it('lets users in, shows its goods and binds phones', async () => {
    const code = loginCode(member.openid);
    const login = await request(shop.url).post('/api/v1/auth/wechat/login').send({ code }).timeout(PATIENCE_MS);
    expect(login.status).toBe(200);
    const products = await request(shop.url).get('/api/v1/products').timeout(PATIENCE_MS);
    expect(products.status).toBe(200);
    const { code: phoneCode } = application().wechat.control.issuePhoneCode(newPhone());
    const bound = await shop.as(member).post('/me/phone').send({ code: phoneCode }).timeout(PATIENCE_MS);
    expect(bound.status).toBe(200);
  }, 30_000);

  it('sells, is paid, and tells the buyer', async () => {
    const sku = await makeSku({ stock: 2 });
    const placed = await shop
      .as(member)
      .post('/orders')
      .send(await pickupOrder(sku))
      .timeout(PATIENCE_MS);
    expect(placed.status).toBe(201);
    orderNo = (placed.body as { data: { orderNo: string } }).data.orderNo;
    const paying = await shop.as(member).post(`/orders/${orderNo}/pay`).timeout(PATIENCE_MS);
    expect(paying.status).toBe(200);
    const { payParams } = (paying.body as { data: { payParams: PayParams } }).data;
    await application().wechat.control.pay({ payParams, openid: member.openid } as never);
    await eventually(async () => {
      expect(await database()('orders').where({ order_no: orderNo }).first('state')).toEqual({
        state: 'awaiting_fulfilment',
      });
      expect(await messages()).toHaveLength(1);
    }, 30);
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  }, 60_000);

  it('says so to whoever sends it customers, and to nobody else', async () => {
    const ready = await request(shop.url).get('/readyz').timeout(PATIENCE_MS);
    expect(ready.status).toBe(503);
    expect(JSON.stringify(ready.body)).toContain('Redis');
    expect((await request(shop.url).get('/healthz').timeout(PATIENCE_MS)).status).toBe(200);
    expect((await api().get('/readyz')).status).toBe(200);
  }, 30_000);

  it('keeps events for outside readers until Redis is back, and tells the buyer nothing twice', async () => {
    const event = await paidEvent();
    expect(event).toMatchObject({ state: 'pending', attempts: 0 });
    expect(event.handled_at).not.toBeNull();
    proxy.heal();
    await eventually(async () => {
      expect(await paidEvent()).toMatchObject({ state: 'delivered', attempts: 0, last_error: null });
      expect((await request(shop.url).get('/readyz')).status).toBe(200);
    }, 45);
    expect(await messages()).toHaveLength(1);
    const reader = new Redis(redisUrl ?? '');
    const entries = await reader.xrevrange('mallard:events', '+', '-', 'COUNT', 500);
    await reader.quit();
    expect(entries.filter(([, fields]) => fields.includes(event.document_id))).toHaveLength(1);
  }, 60_000);

  const messages = () => database()('messages').where({ user_id: member.id, event: 'order.paid' });
  const paidEvent = () =>
    database()('outbox_events').where({ name: 'order.paid', aggregate_id: orderNo }).first() as Promise<{
      document_id: string;
      handled_at: unknown;
    }>;
});

(isShared ? it : it.skip)(
  'an instance that starts while Redis is gone opens the shop all the same',
  async () => {
    const proxy = await startTcpProxy(redisUrl ?? '');
    proxy.cut();
    const shop = await startInstance({ environment: { REDIS_URL: proxy.url } });
    expect((await request(shop.url).get('/api/v1/products').timeout(PATIENCE_MS)).status).toBe(200);
    proxy.heal();
    await eventually(async () => {
      expect((await request(shop.url).get('/readyz')).status).toBe(200);
    }, 30);
    await shop.stop();
    await proxy.close();
  },
  120_000,
);
