import { expectBooksBalance } from '../support/facts';
import { as, database, signIn } from '../support/members';
import { withSettings } from '../support/risk';
import { makeSku, pickupOrder, placeOrder } from '../support/shopping';
import { inParallel, statusesOf } from '../support/storm';

describe('a storm of payments by one user', () => {
  it('lets as many pass as the rule says, whether for one order or for many', async () => {
    for (const orders of [1, 15]) {
      const member = await signIn();
      const sku = await makeSku({ stock: 40 });
      const body = await pickupOrder(sku);
      const numbers: string[] = [];
      for (let made = 0; made < orders; made += 1) numbers.push(await placeOrder(member, body));
      const answers = await withSettings({ RISK_PAYMENTS_PER_MINUTE: undefined }, () =>
        inParallel(Array.from({ length: 30 }), (_, turn) =>
          as(member).post(`/orders/${String(numbers[turn % orders])}/pay`),
        ),
      );
      expect(statusesOf(answers)).toEqual({ 200: 10, 403: 20 });
      const events = (await database()('risk_events').where({ user_id: member.id })) as unknown[];
      // One a minute; the storm may have met the turn of one.
      expect([1, 2]).toContain(events.length);
      await expectBooksBalance({ users: [member.id], skus: [sku.id] });
    }
  });
});
