import { randomBytes } from 'node:crypto';
import type {} from '../../src/api/order/services/refund-by-staff';
import { getService } from '../../src/platform/get-service';
import { changeSettings } from '../support/after-sales';
import { api, application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { as, database, signIn, type SignedIn } from '../support/members';
import { ensurePaymentRule, givePointsRule } from '../support/points';
import { orderOf, payInWechat } from '../support/shopping';
import { inParallel, statusesOf } from '../support/storm';

let serial = 0;

/** A payment code of a merchant in this state; the code is what a customer scans. */
async function makeCode(options: { state?: string; fixedAmount?: number; enabled?: boolean } = {}): Promise<string> {
  const { state = 'active', fixedAmount = null, enabled = true } = options;
  const { strapi } = application();
  serial += 1;
  const merchant = (await strapi.db
    .query('api::merchant.merchant')
    .create({ data: { documentId: randomBytes(12).toString('hex'), name: `商户 ${serial}`, state } })) as {
    id: number;
  };
  const code = `scan-test-${randomBytes(8).toString('hex')}`;
  await strapi.db.query('api::merchant.payment-code').create({
    data: {
      documentId: randomBytes(12).toString('hex'),
      code,
      title: '一号桌',
      merchant: merchant.id,
      fixedAmount,
      enabled,
    },
  });
  return code;
}

const pick = (row: Record<string, unknown>, columns: string[]) =>
  Object.fromEntries(columns.map((column) => [column, row[column]]));

const pay = (member: SignedIn, code: string, body: object) => as(member).post(`/payment-codes/${code}/pay`).send(body);

beforeAll(ensurePaymentRule);

describe('scan-to-pay', () => {
  it('shows the merchant and nothing internal, pays and gives points', async () => {
    const code = await makeCode();
    const shown = await api().get(`/api/v1/payment-codes/${code}`);
    expect(shown.status).toBe(200);
    expect(Object.keys(shown.body.data.merchant as object).sort()).toEqual(['documentId', 'logo', 'name']);
    const member = await signIn();
    const started = await pay(member, code, { amount: 1_880 });
    expect(started.status).toBe(201);
    expect(started.body.data).toMatchObject({ payAmount: 1_880, payParams: { signType: 'RSA' } });
    await payInWechat(member, started.body.data.payParams as never);
    const order = await as(member).get(`/orders/${started.body.data.orderNo as string}`);
    expect(order.body.data).toMatchObject({ type: 'scan', status: 'completed', paidAmount: 1_880, pointsEarned: 18 });
    await expectBooksBalance({ users: [member.id], skus: [] });
  });

  it.each([0, -1, 1.5, '100', null, 1e12])('refuses the amount %j with 400 and opens no order', async (amount) => {
    const member = await signIn();
    const answer = await pay(member, await makeCode(), { amount });
    expect(answer.status).toBe(400);
    expect(await database()('orders').where({ user_id: member.id })).toEqual([]);
  });

  it('does not let the customer choose the price of a fixed code', async () => {
    const code = await makeCode({ fixedAmount: 1_880 });
    const member = await signIn();
    const cheaper = await pay(member, code, { amount: 1 });
    if (cheaper.status === 201) expect(cheaper.body.data.payAmount).toBe(1_880);
    else expect([400, 409]).toContain(cheaper.status);
    const right = await pay(member, code, {});
    expect(right.body.data).toMatchObject({ payAmount: 1_880 });
  });

  it('refuses a code that is revoked, unknown, or of a merchant who is not active', async () => {
    const member = await signIn();
    const codes = [
      'NOSUCHCODE1',
      await makeCode({ enabled: false }),
      await makeCode({ state: 'suspended' }),
      await makeCode({ state: 'pending' }),
    ];
    for (const code of codes) {
      expect((await api().get(`/api/v1/payment-codes/${code}`)).status).toBe(404);
      expect([404, 409]).toContain((await pay(member, code, { amount: 100 })).status);
    }
    expect(await database()('orders').where({ user_id: member.id })).toEqual([]);
  });

  it('gives all points back, once, when staff refund what points alone have paid', async () => {
    const { restore } = await changeSettings({ redemptionMaxSharePercent: 100 });
    const rule = await givePointsRule({ scene: 'register', fixedPoints: 1_000 });
    const member = await signIn();
    await rule.remove();
    const account = () => database()('points_accounts').where({ user_id: member.id }).first();
    const before: unknown = await account();
    const { body } = await pay(member, await makeCode(), { amount: 500, pointsToUse: 500 });
    await restore();
    const { orderNo } = body.data as { orderNo: string };
    expect(body.data).toMatchObject({ payAmount: 0 });
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'completed', paidAmount: 0, pointsUsed: 500 });
    expect(await account()).toMatchObject({ available: 500, used: 500 });

    const refund = { orderNo, freightAmount: 0, reason: '上错菜', operator: 'test' };
    const byStaff = getService(application().strapi, 'api::order.refund-by-staff');
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => byStaff(refund)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'refunded', refundedAmount: 0 });
    expect(await account()).toMatchObject(
      pick(before as Record<string, unknown>, ['available', 'used', 'total', 'debt']),
    );
    await expectBooksBalance({ users: [member.id], skus: [] });
  });

  it('opens one order of ten identical calls with one key', async () => {
    const code = await makeCode();
    const member = await signIn();
    const answers = await inParallel(Array.from({ length: 10 }), () =>
      pay(member, code, { amount: 500 }).set('Idempotency-Key', 'scan-1'),
    );
    expect(statusesOf(answers)).toEqual({ 201: 10 });
    expect(new Set(answers.map((answer) => answer.body.data.orderNo as string)).size).toBe(1);
    expect(await database()('orders').where({ user_id: member.id })).toHaveLength(1);
  });
});
