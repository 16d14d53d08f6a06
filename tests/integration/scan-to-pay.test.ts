import { ensurePaymentRule } from '../support/points';
import { as, database, signIn } from '../support/members';
import { orderOf, payInWechat } from '../support/shopping';
import { makePaymentCode } from '../support/merchants';

describe('scan to pay', () => {
  beforeAll(ensurePaymentRule);

  it('turns a scan into an order that is complete, with points, the moment it is paid', async () => {
    const member = await signIn();
    const { code, merchantDocumentId } = await makePaymentCode();
    expect((await as(member).get(`/payment-codes/${code}`)).body.data).toMatchObject({
      merchant: { documentId: merchantDocumentId },
      fixedAmount: null,
    });
    const answer = await as(member).post(`/payment-codes/${code}/pay`).send({ amount: 6_600 });
    expect(answer.status).toBe(201);
    const { orderNo, payAmount, payParams } = answer.body.data;
    expect(payAmount).toBe(6_600);
    await payInWechat(member, payParams);
    expect(await orderOf(member, orderNo)).toMatchObject({ type: 'scan', status: 'completed', paidAmount: 6_600 });
    expect((await as(member).get('/me/points')).body.data.available).toBeGreaterThanOrEqual(66);
  });

  it('lets only the code decide the amount when it is fixed', async () => {
    const member = await signIn();
    const { code } = await makePaymentCode({ fixedAmount: 1_880 });
    const other = await as(member).post(`/payment-codes/${code}/pay`).send({ amount: 1 });
    expect(other.body).toMatchObject({ code: 1004, error: { details: { payAmount: 1_880 } } });
    const right = await as(member).post(`/payment-codes/${code}/pay`).send({});
    expect(right.body.data.payAmount).toBe(1_880);
  });

  it('answers the same order for the same idempotency key', async () => {
    const member = await signIn();
    const { code } = await makePaymentCode();
    const pay = () =>
      as(member).post(`/payment-codes/${code}/pay`).set('Idempotency-Key', 'scan-1').send({ amount: 500 });
    const [first, second] = await Promise.all([pay(), pay()]);
    expect(second.body.data.orderNo).toBe(first.body.data.orderNo);
    expect(await database()('orders').where({ user_id: member.id })).toHaveLength(1);
  });

  it('knows no code that was revoked or whose merchant is suspended', async () => {
    const member = await signIn();
    const revoked = await makePaymentCode({ enabled: false });
    const suspended = await makePaymentCode({ merchantState: 'suspended' });
    for (const { code } of [revoked, suspended]) {
      expect((await as(member).get(`/payment-codes/${code}`)).status).toBe(404);
      expect((await as(member).post(`/payment-codes/${code}/pay`).send({ amount: 500 })).status).toBe(404);
    }
  });
});
