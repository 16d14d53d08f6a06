import { application } from '../support/api';
import { type MadeLevel, makeLevel } from '../support/levels';
import { as, database, signIn, type SignedIn } from '../support/members';
import { expectCoherentPoints, givePointsRule, pausePointsRules } from '../support/points';

const today = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(application().clock.now());

/** Born 28 years ago, when the leap days fell as they do now, so many days from now in the calendar of the shop. */
function bornInDays(days: number): string {
  const moved = new Date(Date.parse(`${today()}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return `${Number(moved.slice(0, 4)) - 28}${moved.slice(4)}`;
}

const tell = (member: SignedIn, birthday: string | null) => as(member).put('/me').send({ birthday });
const again = ({ openid }: SignedIn): Promise<SignedIn> => signIn(openid);
const giveGifts = () => application().runJob('give-birthday-gifts');
const giftsOf = async ({ id }: SignedIn): Promise<{ change: number }[]> =>
  (await database()('points_records').where({ user_id: id, source: 'birthday' })) as { change: number }[];

let silver: MadeLevel;
let rule: { remove(): Promise<void> };
let pause: { restore(): Promise<void> };

beforeAll(async () => {
  pause = await pausePointsRules();
  rule = await givePointsRule({ scene: 'birthday', fixedPoints: 88 });
  silver = await makeLevel({ birthdayGift: true });
});
afterAll(async () => {
  await silver.remove();
  await rule.remove();
  await pause.restore();
});
beforeEach(() => {
  // Noon in the shop, so that no test runs over midnight.
  const sinceMidnight = (application().clock.now().getTime() + 8 * 3_600_000) % 86_400_000;
  application().clock.advance({ seconds: Math.round((12 * 3_600_000 - sinceMidnight) / 1000) });
});
afterEach(() => {
  application().clock.reset();
});

describe('the birthday gift', () => {
  it('comes on the day, once a year, with a message', async () => {
    const member = await silver.join();
    await tell(member, bornInDays(2));
    await giveGifts();
    expect(await giftsOf(member)).toEqual([]);
    application().clock.advance({ days: 2 });
    await giveGifts();
    await giveGifts();
    expect(await giftsOf(member)).toMatchObject([{ change: 88 }]);
    for (let round = 0; (await application().runJob('outbox-relay')) > 0 && round < 50; round += 1);
    const messages = (await as(await again(member)).get('/me/messages')).body.data as { title: string }[];
    expect(messages.map(({ title }) => title)).toEqual(['生日快乐']);
    application().clock.advance({ days: 367 });
    await giveGifts();
    expect(await giftsOf(member)).toHaveLength(2);
    await expectCoherentPoints(member.id);
  });

  it('is made up for when no job ran on the day', async () => {
    const member = await silver.join();
    await tell(member, bornInDays(1));
    application().clock.advance({ days: 3 });
    await giveGifts();
    expect(await giftsOf(member)).toHaveLength(1);
  });

  it('is for levels that bring one, and for nobody who is blocked', async () => {
    const plain = await signIn();
    const blocked = await silver.join();
    for (const member of [plain, blocked]) await tell(member, bornInDays(0));
    await database()('up_users').where({ id: blocked.id }).update({ blocked: true });
    await giveGifts();
    for (const member of [plain, blocked]) expect(await giftsOf(member)).toEqual([]);
  });

  it('cannot be had twice by moving the birthday', async () => {
    const member = await silver.join();
    await tell(member, bornInDays(0));
    await giveGifts();
    expect((await tell(member, bornInDays(1))).status).toBe(200);
    application().clock.advance({ days: 1 });
    await giveGifts();
    expect(await giftsOf(member)).toHaveLength(1);
    application().clock.advance({ days: 366 });
    await giveGifts();
    expect(await giftsOf(member)).toHaveLength(2);
  });
});

describe('a birthday', () => {
  it('can be put right once, and again a year later', async () => {
    const member = await signIn();
    expect((await tell(member, '1990-05-01')).status).toBe(200);
    expect((await tell(member, '1990-05-02')).status).toBe(200);
    const refused = await tell(member, '1990-05-03');
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      code: 1000,
      error: { name: 'BusinessError', details: { reason: 'birthday_changed_lately' } },
    });
    expect(refused.body.message).toContain('一年只能修改一次');
    // The same day again is no change, and neither is anything else of the profile.
    expect((await tell(member, '1990-05-02')).status).toBe(200);
    expect((await as(member).put('/me').send({ nickname: '寿星' })).body.data).toMatchObject({
      nickname: '寿星',
      birthday: '1990-05-02',
    });
    application().clock.advance({ days: 367 });
    expect((await tell(await again(member), '1990-05-03')).body.data).toMatchObject({ birthday: '1990-05-03' });
  });

  it('that is refused leaves the rest of the change undone as well', async () => {
    const member = await signIn();
    for (const birthday of ['1990-05-01', '1990-05-02']) await tell(member, birthday);
    await as(member).put('/me').send({ nickname: '没改成', birthday: '1990-05-03' });
    expect((await as(member).get('/me')).body.data).toMatchObject({ nickname: null, birthday: '1990-05-02' });
  });

  it('can always be removed, which counts as the change', async () => {
    const member = await signIn();
    await tell(member, '1990-05-01');
    expect((await tell(member, null)).body.data.birthday).toBeNull();
    expect((await tell(member, '1990-05-01')).body.code).toBe(1000);
  });
});
