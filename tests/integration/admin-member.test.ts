import { adminService } from '../../src/platform/admin-services';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { application } from '../support/api';
import { statementsOf } from '../support/catalog';
import { changeGrowth, ensureLevels } from '../support/growth';
import { givePoints } from '../support/mall';
import { as, database, signIn, type SignedIn } from '../support/members';

const USERS = '/content-manager/collection-types/plugin::users-permissions.user';

let admin: AdminClient;
beforeAll(async () => {
  await ensureLevels();
  admin = await signInToPanel();
});

const storyOf = ({ documentId }: SignedIn) => `/shop/members/${documentId}/story`;

describe('a member in the panel', () => {
  it('has a story: level, points, invitations and where the growth came from', async () => {
    const member = await signIn();
    await changeGrowth(member, 700, 'STORY-1');
    await changeGrowth(member, -300, 'STORY-2');
    const answer = await admin.call('get', storyOf(member));
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      levelName: '普通',
      growth: 400,
      evaluatedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
      points: { frozen: 0 },
      invitations: { invited: 0, paid: 0, pointsAwarded: 0 },
      growthRecords: [
        { change: -300, growthAfter: 400, orderNo: 'STORY-2', description: '订单退款，扣回成长值' },
        { change: 700, growthAfter: 700, orderNo: 'STORY-1' },
      ],
    });
  });

  it('tells nobody who may not read members, and nothing of somebody unknown', async () => {
    const member = await signIn();
    const role = await adminService(application().strapi, 'admin::role').create({
      name: `会员看客 ${Date.now()}`,
      description: '',
    });
    expect((await (await signInToPanel({ roleId: role.id })).call('get', storyOf(member))).status).toBe(403);
    expect((await admin.call('get', '/shop/members/nobody/story')).status).toBe(404);
  });

  it('is listed with the available points, for those who may read points accounts, in one statement a page', async () => {
    const [rich, poor] = [await signIn(), await signIn()];
    await givePoints([rich], 120);
    const availableOf = async ({ id }: SignedIn): Promise<number> =>
      (
        (await database()('points_accounts').where({ user_id: id }).first('available')) as
          { available: number } | undefined
      )?.available ?? 0;
    const list = `${USERS}?pageSize=100&filters[id][$in][0]=${rich.id}&filters[id][$in][1]=${poor.id}`;
    const rowsFor = async (client: AdminClient): Promise<Record<string, unknown>[]> =>
      ((await client.call('get', list)).body as { results: Record<string, unknown>[] }).results;
    let rows: Record<string, unknown>[] = [];
    const statements = await statementsOf(async () => {
      rows = await rowsFor(admin);
    });
    expect(new Map(rows.map(({ id, availablePoints }) => [id, availablePoints]))).toEqual(
      new Map([
        [rich.id, await availableOf(rich)],
        [poor.id, await availableOf(poor)],
      ]),
    );
    expect(await availableOf(rich)).toBeGreaterThanOrEqual(120);
    expect(statements.filter((sql) => sql.includes('points_accounts'))).toHaveLength(1);
    const roles = adminService(application().strapi, 'admin::role');
    const role = await roles.create({ name: `会员名册 ${Date.now()}`, description: '' });
    await roles.assignPermissions(role.id, [
      {
        action: 'plugin::content-manager.explorer.read',
        subject: 'plugin::users-permissions.user',
        properties: { fields: ['nickname'] },
      },
    ]);
    const clerk = await rowsFor(await signInToPanel({ roleId: role.id }));
    expect(clerk).toHaveLength(2);
    expect(JSON.stringify(clerk)).not.toContain('availablePoints');
  });

  it('keeps growth, level and birthday when a form is saved that was opened before they changed', async () => {
    const member = await signIn();
    const opened = (await admin.call('get', `${USERS}/${member.documentId}`)).body.data as Record<string, unknown>;
    await changeGrowth(member, 700);
    await as(member).put('/me').send({ birthday: '1990-05-01' });
    const { nickname: _, ...stale } = opened;
    const kept = ['growth', 'level', 'levelDueOn', 'birthday', 'birthdayGiftDueOn', 'inviter'];
    const form = Object.fromEntries(Object.entries(stale).filter(([name]) => kept.includes(name)));
    const saved = await admin.call('put', `${USERS}/${member.documentId}`, { ...form, level: null, nickname: '改名' });
    expect(saved.status).toBe(200);
    const row: unknown = await database()('up_users').where({ id: member.id }).first('*');
    expect(row).toMatchObject({ nickname: '改名', growth: 700, birthday: '1990-05-01' });
    expect((await as(member).get('/me/member')).body.data).toMatchObject({ level: { name: '银卡' }, growth: 700 });
    expect((row as { level_id: number | null }).level_id).not.toBeNull();
    expect((row as { level_due_on: string | null }).level_due_on).not.toBeNull();
  });

  it('changes benefits of a level, which members see at once', async () => {
    const documents = application().strapi.documents('api::member.member-level');
    const level = await documents.create({ data: { name: '测试卡', growthThreshold: 1_600_000_000 } as never });
    const path = `/content-manager/collection-types/api::member.member-level/${level.documentId}`;
    const data = { birthdayGift: true, freeFreight: true, discountPercent: 12 };
    expect((await admin.call('put', path, data)).status).toBe(200);
    const member = await signIn();
    await database()('up_users')
      .where({ id: member.id })
      .update({ level_id: Number(level.id) });
    expect((await as(member).get('/me/member')).body.data.benefits).toEqual([
      { code: 'discount', title: '会员价立减 12%' },
      { code: 'free_freight', title: '包邮' },
      { code: 'birthday_gift', title: '生日礼' },
    ]);
    await database()('up_users').where({ id: member.id }).update({ level_id: null });
    await documents.delete({ documentId: level.documentId });
  });
});
