import { adminService } from '../../src/platform/admin-services';
import { signInToPanel } from '../support/admin-client';
import { application } from '../support/api';

describe('accounts of the admin panel', () => {
  it('read Chinese unless they choose another language', async () => {
    const admin = await signInToPanel();
    const { body } = (await admin.call('get', '/admin/users/me')) as { body: { data: { preferedLanguage: string } } };
    expect(body.data.preferedLanguage).toBe('zh-Hans');
  });

  it('keep a language that was chosen', async () => {
    const { strapi } = application();
    const email = `english-${Date.now()}@example.com`;
    const created = await adminService(strapi, 'admin::user').create({
      email,
      firstname: 'E',
      preferedLanguage: 'en',
      roles: [],
    });
    expect(created.preferedLanguage).toBe('en');
  });

  it('a fresh installation has no API token that nobody asked for', async () => {
    expect(await application().strapi.db.query('admin::api-token').count()).toBe(0);
  });

  it('the roles of a fresh installation have Chinese names', async () => {
    const roles = (await application()
      .strapi.db.query('admin::role')
      .findMany({
        where: { code: { $startsWith: 'strapi-' } },
      })) as { name: string }[];
    expect(roles.map(({ name }) => name).sort()).toEqual(['超级管理员', '编辑', '作者'].sort());
  });

  it('opening the home page counts no tables', async () => {
    const admin = await signInToPanel();
    const statements: string[] = [];
    const listen = ({ sql }: { sql: string }) => statements.push(sql);
    const { connection } = application().strapi.db;
    connection.on('query', listen);
    await admin.call('get', '/content-manager/homepage/count-documents');
    await admin.call('get', '/admin/homepage/key-statistics');
    connection.removeListener('query', listen);
    expect(statements.filter((sql) => /count\(/i.test(sql))).toEqual([]);
  });
});
