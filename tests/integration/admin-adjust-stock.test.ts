import { adminService } from '../../src/platform/admin-services';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { makeProduct } from '../support/catalog';
import { application } from '../support/api';

let admin: AdminClient;
let inventoryId: string;

const inventory = () =>
  application()
    .strapi.db.query('api::catalog.inventory')
    .findOne({ where: { documentId: inventoryId } }) as Promise<{
    available: number;
  }>;

beforeAll(async () => {
  const { strapi } = application();
  admin = await signInToPanel();
  const { skus } = await makeProduct([100], { name: '调库存的茶', state: 'draft' });
  const found = (await strapi.db
    .query('api::catalog.inventory')
    .findOne({ where: { sku: { documentId: skus[0]?.documentId } } })) as { documentId: string } | null;
  if (!found) throw new Error('the new SKU has no inventory');
  inventoryId = found.documentId;
});

const adjust = (body: object) => admin.call('post', `/shop/inventories/${inventoryId}/adjust`, body);

describe('the panel action 调整库存', () => {
  it('changes stock by a difference and writes who did it and why', async () => {
    const answer = await adjust({ delta: 20, reason: '新到货' });
    expect(answer.body).toEqual({ data: { available: 20 } });
    expect((await adjust({ delta: -3, reason: '破损' })).body).toEqual({ data: { available: 17 } });
    const audit = (await application()
      .strapi.db.query('api::operations.audit-log')
      .findMany({ where: { subjectId: inventoryId }, orderBy: { id: 'desc' } })) as { action: string; actor: string }[];
    expect(audit).toHaveLength(2);
    expect(audit[0]).toMatchObject({ action: 'inventory.adjust', actor: expect.stringContaining('staff-') as string });
  });

  it('refuses in Chinese to take away more than there is', async () => {
    const before = await inventory();
    const answer = await adjust({ delta: -1000, reason: '盘点' });
    expect(answer.status).toBe(409);
    expect((answer.body as { error: { message: string } }).error.message).toContain('可售库存只有');
    expect(await inventory()).toEqual(before);
  });

  it.each([{ delta: 0, reason: '无' }, { delta: 1.5, reason: '半件' }, { delta: 1, reason: ' ' }, { delta: 1 }, {}])(
    'refuses %p',
    async (body) => {
      expect((await adjust(body)).status).toBe(400);
    },
  );

  it('is closed to accounts without the permission and to nobody at all', async () => {
    const { strapi, url } = application();
    const role = await adminService(strapi, 'admin::role').create({ name: `看客 ${Date.now()}`, description: '' });
    const viewer = await signInToPanel({ roleId: role.id });
    const path = `/shop/inventories/${inventoryId}/adjust`;
    expect((await viewer.call('post', path, { delta: 1, reason: '试试' })).status).toBe(403);
    expect((await fetch(url + path, { method: 'POST' })).status).toBe(401);
  });
});
