import { api, application } from '../support/api';
import { makeProduct, statementsOf } from '../support/catalog';

const documents = (uid: string) => application().strapi.documents(uid as 'api::catalog.brand');

describe('the start page', () => {
  it('shows running banners and notices, categories and flagged products in one answer', async () => {
    const past = new Date(application().clock.now().getTime() - 60_000).toISOString();
    const activity = (data: Record<string, unknown>) =>
      documents('api::activity.activity').create({ data: { priority: 99, ...data } as never });
    await activity({ title: '首页横幅', kind: 'banner', linkType: 'page', linkValue: '/pages/x' });
    await activity({ title: '过期横幅', kind: 'banner', endsAt: past });
    await activity({ title: '首页公告', kind: 'notice', content: '今日包邮' });
    await activity({ title: '弹窗', kind: 'popup' });
    await documents('api::catalog.category').create({ data: { name: '首页分类', sort: -1 } as never });
    await makeProduct([100], { name: '推荐新品', isRecommended: true, isNew: true, sort: -1 });
    const { body, headers } = await api().get('/api/v1/home');
    const { data } = body as { data: Record<string, { title?: string; name?: string }[]> };
    expect(Object.keys(data).sort()).toEqual(
      ['banners', 'categories', 'flashSales', 'groupBuys', 'hot', 'new', 'notices', 'recommended'].sort(),
    );
    expect(data.banners).toContainEqual(expect.objectContaining({ title: '首页横幅', linkValue: '/pages/x' }));
    expect(JSON.stringify(data)).not.toMatch(/过期横幅|弹窗/);
    expect(data.notices?.[0]).toMatchObject({ title: '首页公告', content: '今日包邮' });
    expect(data.categories?.[0]).toMatchObject({ name: '首页分类' });
    expect(data.recommended?.[0]).toMatchObject({ name: '推荐新品', flags: ['recommended', 'new'], inStock: false });
    expect(data.new?.[0]).toMatchObject({ name: '推荐新品' });
    expect(headers.etag).toBeDefined();
    expect(await statementsOf(() => api().get('/api/v1/home'))).toEqual([]);
  });
});

describe('public settings', () => {
  it('name the shop, its times, its redemption ratio and what to subscribe to', async () => {
    const { body } = await api().get('/api/v1/settings/public');
    expect(body.data).toMatchObject({
      shopName: expect.any(String) as string,
      orderTimeoutMinutes: 15,
      autoCompleteDays: 7,
      afterSaleDays: 7,
      redemption: { pointsPerYuan: 100, maxSharePercent: 50, minPoints: 0 },
      subscribeTemplateIds: {},
      timeZone: 'Asia/Shanghai',
    });
    expect(body.data.contact).toHaveProperty('phone');
  });

  it('change for clients as soon as staff save them', async () => {
    const settings = documents('api::operations.setting');
    const { documentId } = (await settings.findFirst()) as { documentId: string };
    await settings.update({ documentId, data: { contactPhone: '400-123' } as never });
    expect((await api().get('/api/v1/settings/public')).body.data.contact).toEqual({ phone: '400-123' });
    await settings.update({ documentId, data: { contactPhone: null } as never });
  });
});
