import { seedPanelAccounts } from '../../database/seeds/demo/panel-accounts';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { application } from '../support/api';
import { database } from '../support/members';
import { makePaymentCode } from '../support/merchants';
import { accountOf } from '../support/panel-accounts';

const MERCHANTS = '/content-manager/collection-types/api::merchant.merchant';
const THIEF = { receiverType: 'PERSONAL_OPENID', receiverAccount: 'o-mine', receiverName: '我' };
const TERMS = {
  commissionBps: 600,
  sharesProfit: true,
  receiverType: 'MERCHANT_ID',
  receiverAccount: '1900001111',
  receiverName: '绿头鸭餐饮有限公司',
};

interface Merchant extends Record<keyof typeof TERMS, unknown> {
  documentId: string;
  name: string;
}

const bodyOf = (answer: { body: unknown }) => (answer.body as { data: Merchant }).data;

let operations: AdminClient;
let finance: AdminClient;

beforeAll(async () => {
  operations = await accountOf('mallard-operations');
  finance = await accountOf('mallard-finance');
});

/** A merchant whose share goes to its own account. */
async function makeMerchant(): Promise<string> {
  const { merchantDocumentId: documentId } = await makePaymentCode();
  await application()
    .strapi.documents('api::merchant.merchant')
    .update({ documentId, data: TERMS as never });
  return documentId;
}

const read = async (account: AdminClient, id: string) => bodyOf(await account.call('get', `${MERCHANTS}/${id}`));
const auditsOf = (id: string) =>
  database()('audit_logs')
    .where({ subject_id: id, action: 'merchant.change-terms' })
    .orderBy('id') as unknown as Promise<{ actor: string; before: string; after: string }[]>;
const parsed = (stored: unknown): unknown => (typeof stored === 'string' ? JSON.parse(stored) : stored);

describe('who decides where the money of a merchant goes', () => {
  it('is not operations: what their form sends for it is dropped, the rest is saved', async () => {
    const id = await makeMerchant();
    const saved = await operations.call('put', `${MERCHANTS}/${id}`, { name: '新店名', commissionBps: 0, ...THIEF });
    expect(saved.status).toBe(200);
    expect(await read(operations, id)).toMatchObject({ name: '新店名', ...TERMS });
    expect(await auditsOf(id)).toEqual([]);
  });

  it('is not operations for a merchant that they make or copy either', async () => {
    const made = await operations.call('post', MERCHANTS, { name: '新商户', sharesProfit: true, ...THIEF });
    expect(made.status).toBe(201);
    expect(bodyOf(made)).toMatchObject({ commissionBps: 0, sharesProfit: false, receiverAccount: null });
    const id = await makeMerchant();
    const copy = await operations.call('post', `${MERCHANTS}/clone/${id}`, { name: '复制的商户', ...THIEF });
    expect(copy.status).toBe(200);
    expect(bodyOf(copy)).toMatchObject({ name: '复制的商户', receiverAccount: null, receiverName: null });
  });

  it('is finance, and who changed it is on record with what it was', async () => {
    const id = await makeMerchant();
    const change = { commissionBps: 800, receiverAccount: '1900002222', receiverName: '新公司' };
    const { name } = await read(finance, id);
    const saved = await finance.call('put', `${MERCHANTS}/${id}`, { name: '财务改的', ...change });
    expect(saved.status).toBe(200);
    expect(await read(finance, id)).toMatchObject({ name, ...TERMS, ...change });
    const [entry, ...others] = await auditsOf(id);
    expect(others).toEqual([]);
    const { email } = ((await finance.call('get', '/admin/users/me')).body as { data: { email: string } }).data;
    expect(entry?.actor).toBe(email);
    expect(parsed(entry?.before)).toEqual({
      commissionBps: 600,
      receiverAccount: '1900001111',
      receiverName: TERMS.receiverName,
    });
    expect(parsed(entry?.after)).toEqual(change);
    await finance.call('put', `${MERCHANTS}/${id}`, change);
    expect(await auditsOf(id)).toHaveLength(1);
  });

  it('lets finance make, copy and delete no merchant', async () => {
    const id = await makeMerchant();
    const answers = [
      await finance.call('post', MERCHANTS, { name: '不该有', ...THIEF }),
      await finance.call('post', `${MERCHANTS}/clone/${id}`, { name: '不该有' }),
      await finance.call('delete', `${MERCHANTS}/${id}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  });

  it('is on record for a merchant that is made with its terms', async () => {
    const superAdmin = await signInToPanel();
    const made = await superAdmin.call('post', MERCHANTS, { name: '带条件的商户', ...TERMS });
    const [entry] = await auditsOf(bodyOf(made).documentId);
    const { receiverType: _unchanged, ...set } = TERMS;
    expect(parsed(entry?.before)).toEqual({
      commissionBps: 0,
      sharesProfit: false,
      receiverAccount: null,
      receiverName: null,
    });
    expect(parsed(entry?.after)).toEqual(set);
  });
});

describe('splits and returns that WeChat has refused', () => {
  it.each(['profit-sharings/none/retry', 'profit-sharings/none/unfreeze', 'profit-returns/none/retry'])(
    'are steered by finance and not by operations: %s',
    async (path) => {
      expect((await finance.call('post', `/shop/${path}`, { note: '核对过' })).status).toBe(404);
      expect((await operations.call('post', `/shop/${path}`, { note: '核对过' })).status).toBe(403);
    },
  );
});

describe('the demo accounts', () => {
  it('are not made while the shop takes real money', async () => {
    const { strapi } = application();
    const kept = strapi.config.get<Record<string, unknown>>('mallard');
    strapi.config.set('mallard', { ...kept, WECHAT_MODE: 'live', ADMIN_PASSWORD: 'Known-to-all-1' });
    await seedPanelAccounts(strapi);
    strapi.config.set('mallard', kept);
    const accounts = await strapi.db
      .query('admin::user')
      .findMany({ where: { email: { $endsWith: '@mallard.local' } } });
    expect(accounts).toEqual([]);
  });
});
