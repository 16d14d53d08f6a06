import { inTransaction } from '../../src/platform/database/in-transaction';
import { appendEvent } from '../../src/platform/events/outbox';
import { toDate, type StoredInstant } from '../../src/platform/database/rows';
import { application } from '../support/api';
import { database, signIn } from '../support/members';
import { buy, makeSku, pickupOrder } from '../support/shopping';

declare module '../../src/platform/events/outbox' {
  interface Events {
    'test.told': Record<string, never>;
  }
}

const deliveries = async (aggregateId: string): Promise<number[]> => {
  const rows = (await database()('outbox_events')
    .where({ aggregate_id: aggregateId, state: 'delivered' })
    .select('delivered_at')) as { delivered_at: StoredInstant }[];
  return rows.map((row) => toDate(row.delivered_at).getTime());
};

describe('the outbox', () => {
  it('delivers what somebody waits for before the many events of a job, and those too', async () => {
    const { strapi, clock, runJob } = application();
    await inTransaction(strapi, async (trx) => {
      const append = (aggregateId: string, isBulk: boolean) =>
        appendEvent(strapi, trx, { name: 'test.told', aggregateId, payload: {}, isBulk, at: clock.now() });
      for (let index = 0; index < 120; index += 1) await append('test-bulk', true);
      clock.advance({ minutes: 1 });
      await append('test-prompt', false);
    });
    for (let round = 0; (await runJob('outbox-relay')) > 0 && round < 50; round += 1);
    const [prompt = Infinity] = await deliveries('test-prompt');
    const bulk = await deliveries('test-bulk');
    expect(bulk).toHaveLength(120);
    expect(prompt).toBeLessThanOrEqual(Math.min(...bulk));
    clock.reset();
  });

  it('only publishes what its handlers have had already', async () => {
    const { clock, runJob } = application();
    const member = await signIn();
    const body = await pickupOrder(await makeSku({ stock: 2 }));
    const [handled, other] = [await buy(member, body), await buy(member, body)];
    await paidEvent(handled).update({ handled_at: clock.now(), last_error: 'Redis does not answer' });
    for (let round = 0; (await runJob('outbox-relay')) > 0 && round < 50; round += 1);
    for (const orderNo of [handled, other])
      expect(await paidEvent(orderNo).first()).toMatchObject({ state: 'delivered', attempts: 0, last_error: null });
    const told = (await database()('messages').where({ user_id: member.id, event: 'order.paid' })) as {
      content: string;
    }[];
    expect(told.map(({ content }) => content.includes(other))).toEqual([true]);
  });
});

const paidEvent = (orderNo: string) => database()('outbox_events').where({ name: 'order.paid', aggregate_id: orderNo });
