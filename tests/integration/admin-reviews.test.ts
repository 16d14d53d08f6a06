import { adminService } from '../../src/platform/admin-services';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { application } from '../support/api';
import type { MadeSku } from '../support/catalog';
import { as, database, signIn, type SignedIn } from '../support/members';
import { expectCoherentPoints, givePointsRule, pausePointsRules } from '../support/points';
import { completedOrder, makeVirtualSku, review, reviewsOf, shownReviews, summaryOf } from '../support/reviews';

let admin: AdminClient;
let pause: { restore(): Promise<void> };
let rule: { remove(): Promise<void> };
let member: SignedIn;
let sku: MadeSku;
let reviewId: string;

beforeAll(async () => {
  admin = await signInToPanel();
  pause = await pausePointsRules();
  rule = await givePointsRule({ scene: 'review', fixedPoints: 7 });
});
afterAll(async () => {
  await rule.remove();
  await pause.restore();
});
beforeEach(async () => {
  member = await signIn();
  sku = await makeVirtualSku();
  const orderNo = await completedOrder(member, sku);
  await review(member, orderNo, { skuId: sku.documentId, rating: 4, content: '疑似广告' });
  const [row] = await reviewsOf(orderNo);
  reviewId = row?.document_id ?? '';
});

const act = (deed: string, body: object = {}) => admin.call('post', `/shop/reviews/${reviewId}/${deed}`, body);
const points = async () => (await as(member).get('/me/points')).body.data.available as number;

describe('staff and reviews', () => {
  it('show a review, which gives the author the points once, and hide it again', async () => {
    expect((await act('show')).body).toEqual({ data: { status: 'visible', reply: null } });
    expect(await shownReviews(sku)).toMatchObject([{ content: '疑似广告' }]);
    expect(await points()).toBe(7);
    expect((await act('hide')).body).toMatchObject({ data: { status: 'hidden' } });
    expect(await shownReviews(sku)).toEqual([]);
    expect(await summaryOf(sku)).toMatchObject({ count: 0 });
    await act('show');
    await act('show');
    expect(await summaryOf(sku)).toMatchObject({ count: 1 });
    expect(await points()).toBe(7);
    await expectCoherentPoints(member.id);
  });

  it('answer a review, and every deed stands in the audit log', async () => {
    await act('show');
    expect((await act('reply', { reply: '  谢谢您的支持  ' })).status).toBe(200);
    expect(await shownReviews(sku)).toMatchObject([{ reply: '谢谢您的支持', repliedAt: expect.any(String) as string }]);
    const audit: unknown = await database()('audit_logs').where({ subject_id: reviewId }).orderBy('id').pluck('action');
    expect(audit).toEqual(['review.show', 'review.reply']);
  });

  it('cannot change what the buyer wrote', async () => {
    const path = `/content-manager/collection-types/api::catalog.review/${reviewId}`;
    expect((await admin.call('put', path, { content: '很好', rating: 5 })).status).toBeGreaterThanOrEqual(400);
    expect((await admin.call('get', path)).body).toMatchObject({ data: { content: '疑似广告', rating: 4 } });
  });

  it.each([{ reply: '' }, { reply: '  ' }, { reply: '好'.repeat(501) }, {}, { reply: '好', state: 'visible' }])(
    'cannot answer with %j',
    async (body) => {
      expect((await act('reply', body)).status).toBe(400);
    },
  );

  it('find nothing behind a made-up id, and need the permission', async () => {
    expect((await admin.call('post', '/shop/reviews/nothing/show', {})).status).toBe(404);
    const { strapi } = application();
    const role = await adminService(strapi, 'admin::role').create({ name: `评价看客 ${Date.now()}`, description: '' });
    const viewer = await signInToPanel({ roleId: role.id });
    for (const deed of ['show', 'hide', 'reply'])
      expect((await viewer.call('post', `/shop/reviews/${reviewId}/${deed}`, { reply: '好' })).status).toBe(403);
  });
});
