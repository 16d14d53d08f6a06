import type {} from '../../src/api/operations/services/audit';
import { getService } from '../../src/platform/get-service';
import { application } from '../support/api';
import { makeSku } from '../support/shopping';
import { database } from '../support/members';

const audit = () => getService(application().strapi, 'api::operations.audit')();

// Named zz: it looks at what all files before it have done to the database they share.
describe('the audit of the books', () => {
  it('finds nothing wrong after everything the other suites did', async () => {
    const { checked, violations } = await audit();
    expect(checked.length).toBeGreaterThan(8);
    expect(violations).toEqual([]);
  });

  it('names the rule and the row when a piece of stock appears from nowhere', async () => {
    const sku = await makeSku({ stock: 1 });
    await database()('inventories').where({ sku_id: sku.id }).increment('available', 1);
    const { violations } = await audit();
    expect(violations).toMatchObject([
      { check: 'stock: every inventory equals the sum of its movements', rows: [{ sku_id: sku.id }] },
    ]);
    await database()('inventories').where({ sku_id: sku.id }).decrement('available', 1);
  });
});
