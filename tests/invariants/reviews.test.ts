import { database, signIn } from '../support/members';
import { expectBooksBalance } from '../support/facts';
import { expectCoherentPoints, givePointsRule, pausePointsRules } from '../support/points';
import { completedOrder, makeVirtualSku, review, reviewsOf, summaryOf } from '../support/reviews';
import { inParallel, statusesOf } from '../support/storm';

const UNIQUE_VIOLATION = { code: expect.stringMatching(/^(23505|SQLITE_CONSTRAINT_UNIQUE)$/) as unknown };

let pause: { restore(): Promise<void> };
let rule: { remove(): Promise<void> };

beforeAll(async () => {
  pause = await pausePointsRules();
  rule = await givePointsRule({ scene: 'review', fixedPoints: 3 });
});
afterAll(async () => {
  await rule.remove();
  await pause.restore();
});

describe('reviews at once', () => {
  it('of twenty for the same line one is written and rewarded; the others answer 1101', async () => {
    const member = await signIn();
    const sku = await makeVirtualSku();
    const orderNo = await completedOrder(member, sku);
    const ratings = Array.from({ length: 20 }, (_, index) => (index % 5) + 1);
    const answers = await inParallel(ratings, (rating) => review(member, orderNo, { skuId: sku.documentId, rating }));
    expect(statusesOf(answers)).toEqual({ 200: 1, 409: 19 });
    expect(answers.filter(({ body }) => body.code === 1101)).toHaveLength(19);
    expect(await reviewsOf(orderNo)).toHaveLength(1);
    expect(await summaryOf(sku)).toMatchObject({ count: 1 });
    await expectCoherentPoints(member.id);
    const awards: unknown[] = await database()('points_records').where({ user_id: member.id, source: 'review' });
    expect(awards).toHaveLength(1);
  });

  it('of ten buyers, each sent twice, are ten', async () => {
    const sku = await makeVirtualSku();
    const members = await Promise.all(Array.from({ length: 10 }, () => signIn()));
    const buyers: { member: (typeof members)[number]; orderNo: string }[] = [];
    for (const member of members) buyers.push({ member, orderNo: await completedOrder(member, sku) });
    const answers = await inParallel([...buyers, ...buyers], ({ member, orderNo }) =>
      review(member, orderNo, { skuId: sku.documentId, rating: 5, content: '好喝' }),
    );
    expect(statusesOf(answers)).toEqual({ 200: 10, 409: 10 });
    expect(await summaryOf(sku)).toMatchObject({ count: 10, averageRating: 5 });
    await expectBooksBalance({ users: members.map(({ id }) => id), skus: [sku.id] });
  });

  it('the database itself refuses a second review of a line and a sixth star', async () => {
    const member = await signIn();
    const sku = await makeVirtualSku();
    const orderNo = await completedOrder(member, sku);
    await review(member, orderNo, { skuId: sku.documentId, rating: 5 });
    const [row] = await reviewsOf(orderNo);
    const { id: _id, ...copy } = row as unknown as Record<string, unknown>;
    const insert = database()('reviews').insert({ ...copy, document_id: `x${orderNo}` });
    await expect(insert).rejects.toMatchObject(UNIQUE_VIOLATION);
    const change = database()('reviews').where({ id: row?.id }).update({ rating: 6 });
    await expect(change).rejects.toMatchObject({ message: expect.stringContaining('ck_reviews_rating') as string });
  });
});
