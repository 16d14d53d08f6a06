import type {} from '../../src/api/operations/services/shop-settings';
import { getService } from '../../src/platform/get-service';
import { api, application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { changeGrowth, earnGrowth, ensureLevels, growthRecordsOf, newOrderNo } from '../support/growth';
import { as, database, newOpenid, signIn, type SignedIn } from '../support/members';

const membership = async (member: SignedIn) => (await as(member).get('/me/member')).body.data;

const levelEvents = async (member: SignedIn) => {
  const rows = (await database()('outbox_events')
    .where({ name: 'member.level_changed', aggregate_id: String(member.id) })
    .orderBy('id')
    .select('payload')) as { payload: string | object }[];
  return rows.map(({ payload }) => (typeof payload === 'string' ? (JSON.parse(payload) as object) : payload));
};

const saying = (words: string) => ({ message: expect.stringContaining(words) as string });

beforeAll(ensureLevels);

describe('the growth of a completed order', () => {
  it('is one a yuan of goods, rounded down, and counts once an order', async () => {
    const member = await signIn();
    const orderNo = newOrderNo();
    expect(await earnGrowth(member, 12_399, orderNo)).toBe(123);
    expect(await earnGrowth(member, 99_900, orderNo)).toBe(123);
    expect(await membership(member)).toMatchObject({ growth: 123, nextLevel: { growthNeeded: 377 } });
    expect((await as(member).get('/me')).body.data.growth).toBe(123);
    expect(await growthRecordsOf(member)).toMatchObject([
      {
        change: 123,
        growth_after: 123,
        reason: 'order_completed',
        operation_no: `order_completed:${orderNo}`,
        order_no: orderNo,
      },
    ]);
    await expectBooksBalance({ users: [member.id], skus: [] });
  });

  it('is nothing, without a record, for less than a yuan', async () => {
    const member = await signIn();
    expect(await earnGrowth(member, 99)).toBe(0);
    expect(await growthRecordsOf(member)).toEqual([]);
  });

  it('follows the shop’s setting, which may switch it off', async () => {
    const { strapi } = application();
    const documents = strapi.documents('api::operations.setting');
    const known = await documents.findFirst({});
    const set = async (growthPerYuan: number) => {
      const setting = known ?? (await documents.findFirst({}));
      const data = { growthPerYuan } as never;
      await (setting ? documents.update({ documentId: setting.documentId, data }) : documents.create({ data }));
      getService(strapi, 'api::operations.shop-settings').forget();
    };
    const member = await signIn();
    await set(3);
    expect(await earnGrowth(member, 10_000)).toBe(300);
    await set(0);
    expect(await earnGrowth(member, 10_000)).toBe(0);
    await set(1);
    expect(await membership(member)).toMatchObject({ growth: 300 });
  });
});

describe('the level', () => {
  it('moves up at once, over several steps as well, and says so once', async () => {
    const member = await signIn();
    await changeGrowth(member, 499);
    expect(await membership(member)).toMatchObject({ level: { name: '普通' }, growth: 499 });
    await changeGrowth(member, 1);
    expect(await membership(member)).toMatchObject({ level: { name: '银卡' }, growth: 500 });
    await changeGrowth(member, 1_500);
    expect(await membership(member)).toMatchObject({ level: { name: '金卡' }, growth: 2_000 });
    expect(await levelEvents(member)).toMatchObject([
      { userId: member.id, fromLevelName: '普通', toLevelName: '银卡', growth: 500 },
      { userId: member.id, fromLevelName: '银卡', toLevelName: '金卡', growth: 2_000 },
    ]);
  });

  it('falls when a refund takes the growth it stood on, rises again with the next, and says so each time', async () => {
    const member = await signIn();
    await changeGrowth(member, 600);
    await changeGrowth(member, -100);
    expect(await membership(member)).toMatchObject({ level: { name: '银卡' }, growth: 500 });
    await changeGrowth(member, -1);
    expect(await membership(member)).toMatchObject({ level: { name: '普通' }, growth: 499 });
    await changeGrowth(member, 400);
    expect(await membership(member)).toMatchObject({ level: { name: '银卡' }, growth: 899 });
    expect(await levelEvents(member)).toMatchObject([
      { toLevelName: '银卡', isHigher: true },
      { fromLevelName: '银卡', toLevelName: '普通', isHigher: false, reason: 'refund', growth: 499 },
      { toLevelName: '银卡', isHigher: true },
    ]);
    await expectBooksBalance({ users: [member.id], skus: [] });
  });

  it('cannot be deleted while members hold it', async () => {
    const member = await signIn();
    await changeGrowth(member, 500);
    const documents = application().strapi.documents('api::member.member-level');
    const silver = await documents.findFirst({ filters: { name: '银卡' } });
    await expect(documents.delete({ documentId: silver?.documentId ?? '' })).rejects.toMatchObject({
      name: 'BusinessError',
    });
    expect(await membership(member)).toMatchObject({ level: { name: '银卡' } });
  });
});

describe('growth that a refund takes back', () => {
  it('is at most what is there; the record says what really went', async () => {
    const member = await signIn();
    await changeGrowth(member, 100);
    const operationNo = newOrderNo();
    expect(await changeGrowth(member, -150, operationNo)).toEqual({ growth: 0, change: -100 });
    expect(await changeGrowth(member, -150, operationNo)).toEqual({ growth: 0, change: -100 });
    expect((await growthRecordsOf(member)).map(({ change }) => change)).toEqual([100, -100]);
    await expectBooksBalance({ users: [member.id], skus: [] });
  });

  it('is remembered with its number even when there was nothing to take', async () => {
    const member = await signIn();
    const operationNo = newOrderNo();
    await changeGrowth(member, -50, operationNo);
    await changeGrowth(member, 80);
    expect(await changeGrowth(member, -50, operationNo)).toMatchObject({ growth: 80 });
    await expectBooksBalance({ users: [member.id], skus: [] });
  });
});

describe('the database itself', () => {
  it('refuses growth below 0 and changes of the ledger', async () => {
    const member = await signIn();
    await changeGrowth(member, 10);
    const users = () => database()('up_users').where({ id: member.id });
    await expect(users().update({ growth: -1 })).rejects.toMatchObject(saying('ck_users_growth'));
    const records = () => database()('growth_records').where({ user_id: member.id });
    await expect(records().update({ change: 11 })).rejects.toMatchObject(saying('append-only'));
    await expect(records().delete()).rejects.toMatchObject(saying('append-only'));
    expect(await membership(member)).toMatchObject({ growth: 10 });
  });

  it('keeps growth out of reach of the user', async () => {
    const member = await signIn();
    expect((await as(member).put('/me').send({ growth: 9_999 })).status).toBe(400);
    const answer = await api().get('/api/v1/growth-records').set('X-Openid', newOpenid());
    expect(answer.status).toBe(404);
  });
});
