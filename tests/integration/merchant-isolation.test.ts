import type { Response } from 'supertest';
import { api } from '../support/api';
import { as, database, signIn, type SignedIn } from '../support/members';
import { makeMerchantRecords, type MerchantRecords } from '../support/merchant-records';

interface Operation {
  parameters?: { name?: string; in?: string; $ref?: string }[];
}

interface Call {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
}

/** Bodies that would be good, so that only the foreign record can be the reason of a refusal. */
const BODIES: Record<string, object> = {
  'post /merchant/orders/{orderNo}/ship': { carrier: 'SF', trackingNo: 'SF1234567890' },
  'post /merchant/after-sales/{afterSaleNo}/reject': { reason: '不同意' },
  'put /merchant/staff/{id}': { role: 'courier' },
  'put /merchant/payment-codes/{id}': { enabled: false },
  'put /merchant/products/{id}/status': { status: 'off_sale' },
  'post /merchant/inventory/{skuId}/adjust': { delta: 1, reason: '到货' },
};

/** What a query could try to reach over the fence; strict routes know none of it. */
const INTRUSIONS = [
  'filters[merchant][id][$gt]=0',
  'filters[documentId][$notNull]=true',
  'populate=*',
  'populate[merchant]=*',
  'sort=merchant.id',
  'fields=contactPhoneCipher',
  'merchantId=1',
  'pagination[pageSize]=100',
];

const LIST_NAMES = ['merchant', 'merchants'];

let victim: MerchantRecords;
let intruder: MerchantRecords;
let calls: Call[];

beforeAll(async () => {
  const buyer = await signIn();
  [victim, intruder] = [await makeMerchantRecords(buyer), await makeMerchantRecords(await signIn())];
  const { paths } = (await api().get('/api/v1/openapi.json')).body as {
    paths: Record<string, Record<string, Operation>>;
  };
  calls = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, { parameters = [] }]) => parameters.some(({ $ref }) => $ref === '#/components/parameters/MerchantId'))
      .map(([method]) => ({ method: method as Call['method'], path })),
  );
});

/** The id of a record of this merchant for every parameter a path can have; a new kind of record has to be added here. */
function idsFor(path: string, of: MerchantRecords): Record<string, string> {
  const byFolder: Record<string, string> = {
    staff: of.staffId,
    'payment-codes': of.codeId,
    products: of.productId,
    settlements: of.settlementId,
  };
  const [, , folder = ''] = path.split('/');
  return { orderNo: of.orderNo, afterSaleNo: of.afterSaleNo, skuId: of.sku.documentId, id: byFolder[folder] ?? '' };
}

function urlOf(path: string, of: MerchantRecords): string {
  const ids = idsFor(path, of);
  return path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const id = ids[name];
    if (!id) throw new Error(`${path}: no record is known for {${name}}`);
    return id;
  });
}

const send = (member: SignedIn, by: MerchantRecords, { method, path }: Call, url: string): PromiseLike<Response> =>
  as(member)
    [method](url)
    .set('X-Merchant-Id', by.shop.documentId)
    .send(method === 'get' ? undefined : (BODIES[`${method} ${path}`] ?? {}));

const expectNothingOf = (of: MerchantRecords, answer: Response, what: string): void => {
  // A picture comes as bytes.
  const text = Buffer.isBuffer(answer.body) ? answer.body.toString('latin1') : answer.text;
  const found = of.secrets.filter((secret) => text.includes(secret));
  expect({ what, found }).toEqual({ what, found: [] });
};

/** Everything of the victim that a merchant route could change. */
async function factsOf({ shop, sku }: MerchantRecords) {
  const db = database();
  const orders = (await db('orders').where({ merchant_id: shop.id }).orderBy('id')) as { id: number }[];
  const ids = orders.map(({ id }) => id);
  return {
    orders,
    merchant: (await db('merchants').where({ id: shop.id })) as unknown[],
    items: (await db('order_items').whereIn('order_id', ids).orderBy('id')) as unknown[],
    cases: (await db('after_sales').where({ merchant_id: shop.id }).orderBy('id')) as unknown[],
    shipments: (await db('shipments').whereIn('order_id', ids).orderBy('id')) as unknown[],
    codes: (await db('payment_codes').where({ merchant_id: shop.id }).orderBy('id')) as unknown[],
    staff: (await db('merchant_staff').where({ merchant_id: shop.id }).orderBy('id')) as unknown[],
    settlements: (await db('settlements').where({ merchant_id: shop.id })) as unknown[],
    stock: (await db('inventories').where({ sku_id: sku.id })) as unknown[],
    products: (await db('products').where({ document_id: victim.productId })) as unknown[],
  };
}

// Incident 23: the routes come from the application's own document, so that no new one can be forgotten.
describe('every route for a merchant that the document describes', () => {
  it('is found here', () => {
    expect(calls.length).toBeGreaterThanOrEqual(26);
    expect(calls.filter(({ path }) => !LIST_NAMES.includes(path.split('/')[1] ?? ''))).toEqual([]);
  });

  it('answers 404 for another merchant’s record, as for one that does not exist, and changes nothing', async () => {
    const before = await factsOf(victim);
    const named = calls.filter(({ path }) => path.includes('{'));
    expect(named.length).toBeGreaterThanOrEqual(14);
    for (const call of named) {
      const what = `${call.method} ${call.path}`;
      const answer = await send(intruder.shop.owner, intruder, call, urlOf(call.path, victim));
      expect({ what, status: answer.status, code: answer.body.code }).toEqual({ what, status: 404, code: 404 });
      const details = JSON.stringify(answer.body.error.details);
      expect(details).not.toMatch(/state|status|documentId/);
      const absent = call.path.replace(/\{orderNo\}/, 'D000000000000').replace(/\{\w+\}/g, 'a'.repeat(20));
      const nobodys = await send(intruder.shop.owner, intruder, call, absent);
      expect({ what, message: nobodys.body.message }).toEqual({ what, message: answer.body.message });
    }
    expect(await factsOf(victim)).toEqual(before);
  });

  it('answers 1801 in the name of a merchant where the caller does not work, with its own ids or the other’s', async () => {
    const before = await factsOf(victim);
    for (const call of calls) {
      for (const records of [victim, intruder]) {
        const answer = await send(intruder.shop.owner, victim, call, urlOf(call.path, records));
        const what = `${call.method} ${call.path}`;
        expect({ what, status: answer.status, code: answer.body.code }).toEqual({ what, status: 403, code: 1801 });
        expectNothingOf(victim, answer, what);
      }
    }
    expect(await factsOf(victim)).toEqual(before);
  });

  it('reads nothing of another merchant, whatever it is asked to filter, sort or populate by', async () => {
    const reads = calls.filter(({ method }) => method === 'get');
    for (const call of reads) {
      const own = await send(intruder.shop.owner, intruder, call, urlOf(call.path, intruder));
      expect({ path: call.path, status: own.status }).toEqual({ path: call.path, status: 200 });
      expectNothingOf(victim, own, call.path);
      for (const intrusion of INTRUSIONS) {
        const answer = await send(intruder.shop.owner, intruder, call, `${urlOf(call.path, intruder)}?${intrusion}`);
        expect({ path: call.path, intrusion, status: answer.status }).toEqual({
          path: call.path,
          intrusion,
          status: 400,
        });
        expectNothingOf(victim, answer, `${call.path}?${intrusion}`);
      }
    }
  });

  it('pages with a cursor of another merchant’s list through its own rows only', async () => {
    const cursors = await Promise.all(
      ['orders', 'after-sales', 'payment-codes', 'products', 'settlements'].map(async (list) => {
        const top = Buffer.from('2147483647').toString('base64url');
        return {
          list,
          answer: await send(
            intruder.shop.owner,
            intruder,
            { method: 'get', path: '' },
            `/merchant/${list}?cursor=${top}`,
          ),
        };
      }),
    );
    for (const { list, answer } of cursors) {
      expect({ list, status: answer.status }).toEqual({ list, status: 200 });
      expectNothingOf(victim, answer, list);
    }
  });
});

describe('what is public about a merchant', () => {
  it.each([
    'populate=*',
    'populate[staff]=*',
    'filters[contactPhoneCipher][$notNull]=true',
    'sort=commissionBps',
    'fields=stateReason',
  ])('never shows contact, licence, commission or staff: ?%s', async (query) => {
    for (const path of ['/merchants', `/merchants/${victim.shop.documentId}`]) {
      const answer = await api().get(`/api/v1${path}?${query}`);
      expect(JSON.stringify(answer.body.data)).not.toMatch(
        /contactPhone|licen|commissionBps|applicant|receiver|stateReason"/,
      );
      expectNothingOf(victim, answer, path);
    }
  });
});
