import { application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { changeGrowth, earnGrowth, ensureLevels, growthRecordsOf, newOrderNo, returnGoods } from '../support/growth';
import { as, signIn, type SignedIn } from '../support/members';

const dayOf = (at: Date): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(at);
const today = (): string => dayOf(application().clock.now());

/** Access tokens end after a week, so whoever comes later signs in again. */
const membership = async ({ openid }: SignedIn) => (await as(await signIn(openid)).get('/me/member')).body.data;

const evaluate = () => application().runJob('evaluate-members');

const messagesOf = async ({ openid }: SignedIn): Promise<{ title: string; content: string }[]> => {
  for (let round = 0; (await application().runJob('outbox-relay')) > 0 && round < 50; round += 1);
  return (await as(await signIn(openid)).get('/me/messages')).body.data;
};

beforeAll(ensureLevels);
afterEach(() => {
  application().clock.reset();
});

describe('the yearly evaluation', () => {
  it('comes a year after the level was reached, and keeps what the last year supports', async () => {
    const member = await signIn();
    await changeGrowth(member, 300);
    application().clock.advance({ days: 100 });
    await changeGrowth(member, 2_000);
    const reachedOn = today();
    const { evaluatedOn } = await membership(member);
    expect(evaluatedOn).toBe(`${Number(reachedOn.slice(0, 4)) + 1}${reachedOn.slice(4)}`);
    application().clock.advance({ days: 366 });
    await evaluate();
    // The 300 are older than a year.
    expect(await membership(member)).toMatchObject({ level: { name: '金卡' }, growth: 2_000 });
    expect((await growthRecordsOf(member)).at(-1)).toMatchObject({
      change: -300,
      growth_after: 2_000,
      reason: 'yearly',
      operation_no: `yearly:${member.id}:${evaluatedOn}`,
    });
    await expectBooksBalance({ users: [member.id], skus: [] });
  });

  it('lowers the level that the last year does not support, once, and says so', async () => {
    const member = await signIn();
    await changeGrowth(member, 2_500);
    application().clock.advance({ days: 200 });
    await changeGrowth(member, 700);
    application().clock.advance({ days: 166 });
    await evaluate();
    expect(await membership(member)).toMatchObject({ level: { name: '金卡' }, growth: 3_200 });
    application().clock.advance({ days: 200 });
    await changeGrowth(member, 100);
    application().clock.advance({ days: 166 });
    await evaluate();
    await evaluate();
    expect(await membership(member)).toMatchObject({ level: { name: '普通' }, growth: 100 });
    const records = await growthRecordsOf(member);
    expect(records.filter(({ reason }) => reason === 'yearly').map(({ change }) => change)).toEqual([-3_200]);
    const messages = await messagesOf(member);
    expect(messages.filter(({ title }) => title === '年度会员评估').map(({ content }) => content)).toEqual([
      '新的会员年度开始了：最近一年的成长值为 100，会员等级调整为普通。',
    ]);
    await expectBooksBalance({ users: [member.id], skus: [] });
  });

  it('has nothing to do for a member without growth', async () => {
    const member = await signIn();
    await changeGrowth(member, 50);
    await changeGrowth(member, -50);
    application().clock.advance({ days: 400 });
    await evaluate();
    expect(await membership(member)).toMatchObject({ level: { name: '普通' }, growth: 0, evaluatedOn: null });
    await changeGrowth(member, 10);
    expect((await membership(member)).evaluatedOn > today()).toBe(true);
  });

  it('is made up for when no job ran for years', async () => {
    const member = await signIn();
    await changeGrowth(member, 600);
    application().clock.advance({ days: 1_200 });
    await evaluate();
    const { evaluatedOn, growth, level } = await membership(member);
    expect({ growth, level }).toMatchObject({ growth: 600, level: { name: '银卡' } });
    expect(evaluatedOn > today()).toBe(true);
  });
});

describe('a purchase that is returned after the evaluation', () => {
  it('takes its own growth and nothing of the new year’s', async () => {
    const member = await signIn();
    await earnGrowth(member, 60_000);
    application().clock.advance({ days: 362 });
    const orderNo = newOrderNo();
    await earnGrowth(member, 100_000, orderNo);
    application().clock.advance({ days: 4 });
    await evaluate();
    expect(await membership(member)).toMatchObject({ level: { name: '银卡' }, growth: 1_600 });
    application().clock.advance({ days: 7 });
    await returnGoods(member, orderNo);
    expect(await membership(member)).toMatchObject({ growth: 600 });
    await earnGrowth(member, 130_000);
    application().clock.advance({ days: 360 });
    await evaluate();
    // Of the first year nothing is left, whatever was returned of it since.
    expect(await membership(member)).toMatchObject({ level: { name: '银卡' }, growth: 1_300 });
    await expectBooksBalance({ users: [member.id], skus: [] });
  });

  it('takes nothing when the evaluation has dropped its growth', async () => {
    const member = await signIn();
    const orderNo = newOrderNo();
    await earnGrowth(member, 40_000, orderNo);
    application().clock.advance({ days: 200 });
    await earnGrowth(member, 70_000);
    application().clock.advance({ days: 366 });
    await evaluate();
    expect(await membership(member)).toMatchObject({ level: { name: '银卡' }, growth: 700 });
    await returnGoods(member, orderNo, { amount: 10_000, left: 40_000 });
    await returnGoods(member, orderNo);
    expect(await membership(member)).toMatchObject({ level: { name: '银卡' }, growth: 700 });
    expect((await growthRecordsOf(member)).map(({ change }) => change)).toEqual([400, 700, -400]);
    await expectBooksBalance({ users: [member.id], skus: [] });
  });

  it('keeps the year in which it is returned a second time as it was', async () => {
    const member = await signIn();
    await earnGrowth(member, 60_000);
    application().clock.advance({ days: 100 });
    const orderNo = newOrderNo();
    await earnGrowth(member, 100_000, orderNo);
    await returnGoods(member, orderNo, { amount: 50_000, left: 100_000 });
    application().clock.advance({ days: 270 });
    await evaluate();
    expect(await membership(member)).toMatchObject({ growth: 1_100 });
    await returnGoods(member, orderNo);
    expect(await membership(member)).toMatchObject({ growth: 600 });
    await expectBooksBalance({ users: [member.id], skus: [] });
  });
});
