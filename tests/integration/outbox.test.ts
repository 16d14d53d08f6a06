import { inTransaction } from '../../src/platform/database/in-transaction';
import { appendEvent } from '../../src/platform/events/outbox';
import { toDate, type StoredInstant } from '../../src/platform/database/rows';
import { application } from '../support/api';
import { database } from '../support/members';

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
});
