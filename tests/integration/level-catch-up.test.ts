import { application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { changeGrowth, ensureLevels } from '../support/growth';
import { type MadeLevel, makeLevel } from '../support/levels';
import { as, database, signIn, type SignedIn } from '../support/members';
import { makeSku, pickupOrder } from '../support/shopping';

const membership = async (member: SignedIn) => (await as(member).get('/me/member')).body.data;

/** As members stand who are older than the levels. */
const withoutLevel = (member: SignedIn) =>
  database()('up_users').where({ id: member.id }).update({ level_id: null, level_due_on: null });

async function raise(): Promise<number> {
  let raised = 0;
  for (let round = 0; round < 50; round += 1) {
    const some = await application().runJob('raise-levels');
    raised += some;
    if (some === 0) break;
  }
  return raised;
}

const levelEvents = async (members: SignedIn[]) => {
  const rows = (await database()('outbox_events')
    .where({ name: 'member.level_changed' })
    .whereIn(
      'aggregate_id',
      members.map(({ id }) => String(id)),
    )
    .orderBy('id')
    .select('payload')) as { payload: string }[];
  return rows.map(({ payload }) => JSON.parse(payload) as { reason: string; toLevelName: string });
};

async function setThreshold({ documentId }: MadeLevel, growthThreshold: number): Promise<void> {
  const data = { growthThreshold } as never;
  await application().strapi.documents('api::member.member-level').update({ documentId, data });
}

beforeAll(ensureLevels);

describe('a member whose level is not that of the growth', () => {
  it('is shown no benefit that orders do not have, and gets both with the next round', async () => {
    const top = await makeLevel({ growthThreshold: 1_200_000_000, discountPercent: 10 });
    const member = await signIn();
    await changeGrowth(member, 1_250_000_000);
    await withoutLevel(member);
    const body = await pickupOrder(await makeSku({ price: 1_000 }));
    const price = async () => (await as(member).post('/checkout/preview').send(body)).body.data.payAmount as number;
    expect(await membership(member)).toMatchObject({ level: null, benefits: [] });
    expect((await as(member).get('/me')).body.data.level).toBeNull();
    expect(await price()).toBe(1_000);
    await raise();
    expect(await membership(member)).toMatchObject({ level: { name: top.name }, benefits: [{ code: 'discount' }] });
    expect((await membership(member)).evaluatedOn).toEqual(expect.any(String));
    expect(await price()).toBe(900);
    await top.remove();
    await expectBooksBalance({ users: [member.id], skus: [] });
  });

  it('rises when the threshold of a level is lowered to it, and is told', async () => {
    const top = await makeLevel({ growthThreshold: 1_400_000_000 });
    const members = [await signIn(), await signIn(), await signIn()];
    for (const member of members) await changeGrowth(member, 1_350_000_000);
    const before = (await levelEvents(members)).length;
    await raise();
    expect(await levelEvents(members)).toHaveLength(before);
    await setThreshold(top, 1_300_000_000);
    expect(await raise()).toBe(members.length);
    expect(await raise()).toBe(0);
    for (const member of members) expect(await membership(member)).toMatchObject({ level: { name: top.name } });
    expect((await levelEvents(members)).slice(before)).toMatchObject(
      members.map(() => ({ reason: 'levels_changed', isHigher: true, toLevelName: top.name })),
    );
    await top.remove();
  });

  it('keeps the level when its threshold is raised; the yearly evaluation decides', async () => {
    const top = await makeLevel({ growthThreshold: 1_100_000_000 });
    const member = await signIn();
    await changeGrowth(member, 1_150_000_000);
    await setThreshold(top, 1_160_000_000);
    await raise();
    expect(await membership(member)).toMatchObject({ level: { name: top.name } });
    await top.remove();
  });

  it('begins on the first level without a word and without a year to evaluate', async () => {
    const member = await signIn();
    await withoutLevel(member);
    await raise();
    expect(await membership(member)).toMatchObject({ level: { name: '普通' }, evaluatedOn: null });
    expect(await levelEvents([member])).toEqual([]);
  });
});
