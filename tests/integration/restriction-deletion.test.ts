import { signInToPanel } from '../support/admin-client';
import { application } from '../support/api';
import { makeProduct } from '../support/catalog';
import { makeLevel } from '../support/levels';
import { database } from '../support/members';
import { givePointsRule } from '../support/points';

const rowsOf = (table: string, documentId: string) => database()(table).where({ document_id: documentId });

describe('what a restriction names cannot be deleted, because a restriction to nothing would be none', () => {
  it('a product that a points rule is limited to', async () => {
    const product = await makeProduct([100]);
    const rule = await givePointsRule({ scene: 'payment', fixedPoints: 1, products: [product.documentId] });
    await rule.remove();
    const products = application().strapi.documents('api::catalog.product');
    await expect(products.delete({ documentId: product.documentId })).rejects.toMatchObject({
      name: 'BusinessError',
      userMessage: { zh: expect.stringContaining('积分规则') as string },
    });
    expect(await rowsOf('products', product.documentId)).toHaveLength(1);
    expect(await database()('points_rules_products_lnk').where({ product_id: product.id })).toHaveLength(1);
    // Its SKUs, which a deletion takes along, are still there too.
    expect(await rowsOf('skus', product.skus[0]?.documentId ?? '')).toHaveLength(1);

    const rules = application().strapi.documents('api::points.points-rule');
    await rules.update({ documentId: rule.documentId, data: { products: [] } as never });
    await products.delete({ documentId: product.documentId });
    expect(await rowsOf('products', product.documentId)).toEqual([]);
  });

  it('also when staff delete it in the panel together with others', async () => {
    const [named, free] = [await makeProduct([100]), await makeProduct([100])];
    const rule = await givePointsRule({ scene: 'payment', fixedPoints: 1, products: [named.documentId] });
    await rule.remove();
    const admin = await signInToPanel();
    const path = '/content-manager/collection-types/api::catalog.product/actions/bulkDelete';
    const answer = await admin.call('post', path, { documentIds: [free.documentId, named.documentId] });
    expect(answer.status).toBe(400);
    expect(await rowsOf('products', named.documentId)).toHaveLength(1);
  });

  it('a merchant that a points rule is limited to', async () => {
    const { documentId } = await application()
      .strapi.documents('api::merchant.merchant')
      .create({ data: { name: '只管规则的商户', state: 'active' } as never });
    const rule = await givePointsRule({ scene: 'payment', fixedPoints: 1, merchants: [documentId] });
    await rule.remove();
    const deletion = application().strapi.documents('api::merchant.merchant').delete({ documentId });
    await expect(deletion).rejects.toMatchObject({
      name: 'BusinessError',
      userMessage: { zh: expect.any(String) as string },
    });
    expect(await rowsOf('merchants', documentId)).toHaveLength(1);
  });

  it('a member level that products are reserved for, also while nobody holds it', async () => {
    const level = await makeLevel();
    const product = await makeProduct([100], { memberLevel: level.documentId });
    const levels = application().strapi.documents('api::member.member-level');
    await expect(levels.delete({ documentId: level.documentId })).rejects.toMatchObject({
      name: 'BusinessError',
      userMessage: { zh: expect.stringContaining('只卖给该等级') as string },
    });
    expect(await database()('products_member_level_lnk').where({ product_id: product.id })).toHaveLength(1);
    await application()
      .strapi.documents('api::catalog.product')
      .update({ documentId: product.documentId, data: { memberLevel: null } as never });
    await levels.delete({ documentId: level.documentId });
    expect(await rowsOf('member_levels', level.documentId)).toEqual([]);
  });
});
