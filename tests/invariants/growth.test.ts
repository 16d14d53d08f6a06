import { expectBooksBalance } from '../support/facts';
import { changeGrowth, earnGrowth, ensureLevels, growthRecordsOf, newOrderNo } from '../support/growth';
import { as, database, signIn } from '../support/members';
import { inParallel } from '../support/storm';

beforeAll(ensureLevels);

describe('growth under a storm', () => {
  it('every order counts once however often it is completed at once', async () => {
    const member = await signIn();
    const orders = Array.from({ length: 12 }, newOrderNo);
    const given = await inParallel([...orders, ...orders, ...orders], (orderNo) => earnGrowth(member, 10_000, orderNo));
    expect(given).toEqual(Array.from({ length: 36 }, () => 100));
    expect(await growthRecordsOf(member)).toHaveLength(12);
    expect((await as(member).get('/me/member')).body.data).toMatchObject({ growth: 1_200, level: { name: '银卡' } });
    const events: unknown[] = await database()('outbox_events').where({
      name: 'member.level_changed',
      aggregate_id: String(member.id),
    });
    expect(events).toHaveLength(1);
    await expectBooksBalance({ users: [member.id], skus: [] });
  });

  it('orders and refunds at once never take it below 0 and leave a ledger that adds up', async () => {
    const members = [await signIn(), await signIn()];
    const wishes = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? -170 : 60));
    await inParallel(wishes, (change, index) => {
      const member = members[index % 2];
      if (!member) throw new Error('there are two members');
      return changeGrowth(member, change);
    });
    for (const { id } of members) await expectBooksBalance({ users: [id], skus: [] });
  });
});
