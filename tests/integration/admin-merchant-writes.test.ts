import { randomBytes } from 'node:crypto';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { makeProduct, type MadeProduct } from '../support/catalog';
import { openShop, type Shop } from '../support/fulfilment';
import { database } from '../support/members';
import { merchantAccount } from '../support/merchant-account';

const PRODUCT = 'api::catalog.product';
const SKU = 'api::catalog.sku';
const MERCHANT = 'api::merchant.merchant';

interface Premises {
  shop: Shop;
  product: MadeProduct;
  skuId: string;
}

let owner: AdminClient;
let operator: AdminClient;
let mine: Premises;
let theirs: Premises;

async function makePremises(): Promise<Premises> {
  const shop = await openShop();
  const product = await makeProduct([2_500], { merchant: shop.id });
  return { shop, product, skuId: product.skus[0]?.documentId ?? '' };
}

beforeAll(async () => {
  owner = await signInToPanel();
});

beforeEach(async () => {
  [mine, theirs] = [await makePremises(), await makePremises()];
  const all = ['read', 'create', 'update', 'delete'] as const;
  const ofBoth = [PRODUCT, SKU].flatMap((subject) => all.map((action) => ({ action, subject })));
  operator = await merchantAccount(mine.shop, { grants: [...ofBoth, { action: 'read', subject: MERCHANT }] });
});

const at = (uid: string, rest = '') => `/content-manager/collection-types/${uid}${rest}`;
const link = (documentId: string) => ({ connect: [{ documentId }], disconnect: [] });
const newCode = () => `W-${randomBytes(5).toString('hex')}`;

/** Everything that is another merchant's, and the number of records of all. */
async function facts() {
  const count = async (table: string) => Number((await database()(table).count({ n: '*' }))[0]?.n);
  const skus = (await database()('skus_product_lnk')
    .where({ product_id: theirs.product.id })
    .orderBy('id')) as unknown[];
  return {
    product: (await database()('products').where({ id: theirs.product.id })) as unknown[],
    merchant: (await database()('products_merchant_lnk').where({ product_id: theirs.product.id })) as unknown[],
    skus,
    prices: (await database()('skus').where({ document_id: theirs.skuId })) as unknown[],
    ownSkus: (await database()('skus_product_lnk').where({ product_id: mine.product.id })) as unknown[],
    ownMerchant: (await database()('products_merchant_lnk').where({ product_id: mine.product.id })) as unknown[],
    products: await count('products'),
    allSkus: await count('skus'),
  };
}

describe('an account that belongs to a merchant writes', () => {
  const foreign: [string, () => ['post' | 'put' | 'delete', string, object]][] = [
    [
      'takes the SKU of another into its product',
      () => ['put', at(PRODUCT, `/${mine.product.documentId}`), { name: '我的', skus: link(theirs.skuId) }],
    ],
    [
      'takes it by row id, in the short form',
      () => ['put', at(PRODUCT, `/${mine.product.documentId}`), { skus: [theirs.product.skus[0]?.id] }],
    ],
    [
      'takes it as a row id in a text',
      () => ['put', at(PRODUCT, `/${mine.product.documentId}`), { skus: { set: [` ${theirs.product.skus[0]?.id} `] } }],
    ],
    [
      'gives its product away',
      () => ['put', at(PRODUCT, `/${mine.product.documentId}`), { merchant: link(theirs.shop.documentId) }],
    ],
    [
      'lets its product be nobody’s',
      () => ['put', at(PRODUCT, `/${mine.product.documentId}`), { merchant: { set: [] } }],
    ],
    [
      'moves its SKU to the product of another',
      () => ['put', at(SKU, `/${mine.skuId}`), { product: link(theirs.product.documentId) }],
    ],
    [
      'makes a product of another',
      () => ['post', at(PRODUCT), { name: '冒名', merchant: link(theirs.shop.documentId) }],
    ],
    ['makes a product of the shop itself', () => ['post', at(PRODUCT), { name: '自营' }]],
    [
      'makes a product with the SKU of another',
      () => ['post', at(PRODUCT), { name: '新品', merchant: link(mine.shop.documentId), skus: link(theirs.skuId) }],
    ],
    [
      'makes a SKU of the product of another',
      () => ['post', at(SKU), { code: newCode(), price: 1, specs: {}, product: link(theirs.product.documentId) }],
    ],
    [
      'copies the product of another',
      () => [
        'post',
        at(PRODUCT, `/clone/${theirs.product.documentId}`),
        { name: '抄来的', merchant: link(mine.shop.documentId), skus: [] },
      ],
    ],
    [
      'copies the SKU of another',
      () => ['post', at(SKU, `/clone/${theirs.skuId}`), { code: newCode(), product: link(mine.product.documentId) }],
    ],
    ['deletes the product of another', () => ['delete', at(PRODUCT, `/${theirs.product.documentId}`), {}]],
    [
      'deletes it among its own',
      () => [
        'post',
        at(PRODUCT, '/actions/bulkDelete'),
        { documentIds: [mine.product.documentId, theirs.product.documentId] },
      ],
    ],
  ];

  it.each(foreign)('%s: refused, and nothing has changed', async (_what, request) => {
    const before = await facts();
    const answer = await operator.call(...request());
    expect(answer.status).toBe(403);
    expect(await facts()).toEqual(before);
  });

  it('its own products and SKUs, new ones and copies too', async () => {
    const made = await operator.call('post', at(PRODUCT), { name: '新品', merchant: link(mine.shop.documentId) });
    expect(made.status).toBe(201);
    const { documentId } = (made.body as { data: { documentId: string } }).data;
    const sku = await operator.call('post', at(SKU), {
      code: newCode(),
      price: 900,
      specs: {},
      product: link(documentId),
    });
    expect(sku.status).toBe(201);
    const skuId = (sku.body as { data: { documentId: string } }).data.documentId;
    const moved = await operator.call('put', at(PRODUCT, `/${mine.product.documentId}`), { skus: link(skuId) });
    expect(moved.status).toBe(200);
    const copy = await operator.call('post', at(PRODUCT, `/clone/${documentId}`), { name: '新品二' });
    expect(copy.status).toBe(200);
    expect((await operator.call('delete', at(PRODUCT, `/${documentId}`))).status).toBe(200);
  });

  it('leaves those without the condition alone', async () => {
    const answer = await owner.call('put', at(PRODUCT, `/${mine.product.documentId}`), {
      merchant: link(theirs.shop.documentId),
    });
    expect(answer.status).toBe(200);
    const alone = await owner.call('post', at(PRODUCT), { name: '自营商品' });
    expect(alone.status).toBe(201);
  });
});

describe('an account that belongs to a merchant looks for what a field may point to', () => {
  const offered = (client: AdminClient, path: string) =>
    client.call('get', `/content-manager/relations/${path}?pageSize=100`);

  it('and is offered its own', async () => {
    for (const path of [`${PRODUCT}/merchant`, `${PRODUCT}/skus`, `${SKU}/product`]) {
      const text = JSON.stringify((await offered(operator, path)).body);
      for (const secret of [theirs.shop.documentId, theirs.product.documentId, theirs.skuId])
        expect(text).not.toContain(secret);
    }
    const merchants = (await offered(operator, `${PRODUCT}/merchant`)).body as { results: { documentId: string }[] };
    expect(merchants.results).toMatchObject([{ documentId: mine.shop.documentId }]);
  });

  it('and is offered nothing of a type that it may not read', async () => {
    const blind = await merchantAccount(mine.shop, {
      grants: [
        { action: 'read', subject: PRODUCT },
        { action: 'update', subject: PRODUCT },
      ],
    });
    const answer = await offered(blind, `${PRODUCT}/merchant`);
    expect([answer.status, (answer.body as { results: unknown[] }).results]).toEqual([200, []]);
    expect(((await offered(blind, `${PRODUCT}/skus`)).body as { results: unknown[] }).results).toEqual([]);
  });

  it('and learns nothing by naming the records of another', async () => {
    const check = await operator.call('post', at(PRODUCT, '/actions/bulkFindForValidation'), {
      documentIds: [mine.product.documentId, theirs.product.documentId],
    });
    expect(check.status).toBe(404);
    const own = await operator.call('post', at(PRODUCT, '/actions/bulkFindForValidation'), {
      documentIds: [mine.product.documentId],
    });
    expect((own.body as { results: unknown[] }).results).toMatchObject([{ documentId: mine.product.documentId }]);
    const count = await operator.call(
      'get',
      at(PRODUCT, `/actions/countManyEntriesDraftRelations?documentIds[0]=${theirs.product.documentId}`),
    );
    expect(count.status).toBe(404);
  });
});
