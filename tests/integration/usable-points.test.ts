import { application } from '../support/api';
import { makePaymentCode } from '../support/merchants';
import { as, database, signIn, type SignedIn } from '../support/members';
import { givePointsRule } from '../support/points';
import { makeSku, pickupOrder } from '../support/shopping';

afterEach(() => {
  application().clock.reset();
});

/** Somebody with 300 points that end tomorrow. */
async function memberWithPoints(): Promise<SignedIn> {
  const rule = await givePointsRule({ scene: 'register', fixedPoints: 300, validDays: 1 });
  const member = await signIn();
  await rule.remove();
  return member;
}

describe('a preview with points', () => {
  it('refuses like placing what has ended and was not swept yet', async () => {
    const member = await memberWithPoints();
    const body = { ...(await pickupOrder(await makeSku({ price: 1_000 }))), pointsToUse: 300 };
    const { available: before } = (await database()('points_accounts').where({ user_id: member.id }).first()) as {
      available: number;
    };
    expect((await as(member).post('/checkout/preview').send(body)).status).toBe(200);
    application().clock.advance({ days: 3 });
    const other = before - 300;
    for (const path of ['/checkout/preview', '/orders']) {
      const answer = await as(member).post(path).send(body);
      expect([path, answer.status, answer.body]).toMatchObject([
        path,
        409,
        { code: 1301, error: { details: { required: 300, available: other } } },
      ]);
    }
    const { code } = await makePaymentCode();
    const scan = await as(member).post(`/payment-codes/${code}/pay`).send({ amount: 1_000, pointsToUse: 300 });
    expect(scan.body).toMatchObject({ code: 1301 });
  });

  it('refuses like placing what a frozen account holds, and is answered without points', async () => {
    const member = await memberWithPoints();
    const body = await pickupOrder(await makeSku({ price: 1_000 }));
    await database()('points_accounts').where({ user_id: member.id }).update({ state: 'frozen' });
    for (const path of ['/checkout/preview', '/orders']) {
      const answer = await as(member)
        .post(path)
        .send({ ...body, pointsToUse: 100 });
      expect([path, answer.status, answer.body]).toMatchObject([
        path,
        400,
        { code: 1000, error: { details: { reason: 'points_account_frozen' } } },
      ]);
    }
    expect((await as(member).post('/checkout/preview').send(body)).status).toBe(200);
  });
});
