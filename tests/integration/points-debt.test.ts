import { openCase, settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { as, database, signIn } from '../support/members';
import { ensurePaymentRule } from '../support/points';
import { buy, makeSku, pickupOrder, placeOrder } from '../support/shopping';

beforeAll(ensurePaymentRule);
afterAll(() => application().clock.reset());

describe('points that an unpaid order holds while a refund takes earned points back', () => {
  it('pay the debt first when the order is closed', async () => {
    const member = await signIn();
    const account = () => database()('points_accounts').where({ user_id: member.id }).first();
    const sku = await makeSku({ price: 10_000, stock: 3 });
    const body = await pickupOrder(sku);
    const refundedNo = await buy(member, body);
    const { available } = (await account()) as { available: number };
    expect(available).toBeGreaterThanOrEqual(100);
    const waitingNo = await placeOrder(member, { ...body, pointsToUse: available });
    await openCase(member, refundedNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    await settleRefunds();
    const debt = 100;
    expect(await account()).toMatchObject({ available: 0, frozen: available, debt });

    expect((await as(member).post(`/orders/${waitingNo}/cancel`).send({})).status).toBe(200);
    expect(await account()).toMatchObject({ available: available - debt, frozen: 0, debt: 0 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});
