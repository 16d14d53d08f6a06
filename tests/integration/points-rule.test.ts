import { application } from '../support/api';
import { endRule, makePaymentRule } from '../support/facts';
import { database, signIn } from '../support/members';
import { buy, makeSku, pickupOrder } from '../support/shopping';

describe('a points rule', () => {
  it('can be deleted while it has given nothing', async () => {
    const documentId = await makePaymentRule({ name: '空规则' });
    await application().strapi.documents('api::points.points-rule').delete({ documentId });
    expect(await database()('points_rules').where({ document_id: documentId })).toEqual([]);
  });

  it('stays once it has given points, because the ledger names it', async () => {
    const documentId = await makePaymentRule({ name: '已发放', priority: 99, stackable: true });
    const member = await signIn();
    await buy(member, await pickupOrder(await makeSku()));
    const deletion = application().strapi.documents('api::points.points-rule').delete({ documentId });
    await expect(deletion).rejects.toMatchObject({ name: 'BusinessError' });
    expect(await database()('points_rules').where({ document_id: documentId })).toHaveLength(1);
    await endRule(documentId);
  });
});
