import fc from 'fast-check';
import type { Response } from 'supertest';
import { api, application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { makeShopSku, openShop, type Shop } from '../support/fulfilment';
import { givePoints, makeGood } from '../support/mall';
import { as, signIn, type SignedIn } from '../support/members';
import { type ApiDocument, type Known, type Operation, textOf, ValueMaker } from '../support/openapi-fuzz';
import { makeApiToken } from '../support/open-platform';
import { buy, makePickupPoint, makeSku, pickupOrder, placeOrder } from '../support/shopping';

const REQUESTS_EACH = Number(process.env.FUZZ_REQUESTS_EACH ?? 20);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const CALLBACK = /\/wechat\/(pay|push)/;
const OWN_FORMAT = /\/(openapi\.json|docs|statement)/;

interface Call {
  method: string;
  path: string;
  operation: Operation;
}

interface Shot {
  params: Record<string, string>;
  query: Record<string, string | undefined>;
  body: unknown;
  bearer: 'good' | 'none' | 'bad';
  key: string | null;
}

let document: ApiDocument;
let known: Known;
let owner: SignedIn;
let shop: Shop;
let apiToken: string;
let skuRow: number;

const callsOf = ({ paths }: ApiDocument): Call[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => ['get', 'post', 'put', 'delete'].includes(method))
      .map(([method, operation]) => ({ method, path, operation })),
  );

beforeAll(async () => {
  const answer = await api().get('/api/v1/openapi.json');
  document = (typeof answer.body === 'object' ? answer.body : JSON.parse(answer.text)) as ApiDocument;
  shop = await openShop();
  ({ owner } = shop);
  await givePoints([owner], 2_000);
  apiToken = (await makeApiToken('full-access')).accessKey;
  const sku = await makeShopSku(shop, { stock: 50 });
  skuRow = sku.id;
  const body = await pickupOrder(sku);
  const orders = [await placeOrder(owner, body), await buy(owner, body)];
  known = {
    skuId: [sku.documentId],
    orderNo: orders,
    pointsGoodId: [(await makeGood({}, 50)).documentId],
    pickupPointId: [await makePickupPoint()],
    id: [owner.documentId],
    phone: ['13800000000'],
    name: ['张三'],
    province: ['广东省'],
    code: ['NOSUCHCODE1'],
    cursor: ['MQ', 'e30', orders[0] ?? ''],
  };
});

/** What one request of this operation looks like, mostly well formed. */
function shotsAt({ path, operation }: Call): fc.Arbitrary<Shot> {
  const maker = new ValueMaker(document, known);
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const queries = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  const fields = Object.fromEntries(
    queries.map(({ name, schema: shape }) => [name, maker.valueOf(shape, name).map(asText)] as const),
  );
  const required = queries.filter((parameter) => parameter.required).map(({ name }) => name);
  const intrusions = {
    'filters[name][$eq]': textOf(known),
    'filters[cost][$gt]': fc.constant('0'),
    populate: fc.constantFrom('*', 'deep', 'merchant.phoneCipher'),
    sort: fc.constantFrom('cost', 'phoneCipher:desc', ''),
  };
  return fc.record({
    params: fc.record(Object.fromEntries(names.map((name) => [name, textOf(known, name)]))),
    query: fc.oneof(
      { weight: 5, arbitrary: fc.record(fields, { requiredKeys: required }) },
      {
        weight: 1,
        arbitrary: fc.record<Record<string, string>>({ ...fields, ...intrusions }, { requiredKeys: required }),
      },
    ),
    body: maker.valueOf(schema),
    bearer: fc.constantFrom('good', 'good', 'good', 'good', 'good', 'none', 'bad'),
    key: fc.oneof(
      { weight: 4, arbitrary: fc.constant(null) },
      fc.constantFrom('k', 'x'.repeat(64), 'x'.repeat(65), '1'),
    ),
  });
}

/** Percent-encodes; half surrogates cannot be sent in an address. */
const wellFormed = (text: string): string => encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));

async function fire({ method, path, operation }: Call, shot: Shot, member: SignedIn): Promise<Response> {
  // An empty path segment would be another address.
  const segment = (name: string): string => wellFormed(shot.params[name] ?? '') || '%20';
  const prefix = document.servers?.[0]?.url ?? '';
  const url = prefix + path.replace(/\{(\w+)\}/g, (_all, name: string) => segment(name));
  const query = new URLSearchParams(shot.query as Record<string, string>).toString();
  const call = api()[method as 'get'](`${url}${query ? `?${query}` : ''}`);
  const isForServers = (operation.security ?? []).some((scheme) => 'apiToken' in scheme);
  if (shot.bearer === 'good') call.set('Authorization', `Bearer ${isForServers ? apiToken : member.accessToken}`);
  call.set('X-Merchant-Id', shop.documentId);
  if (shot.bearer === 'bad') call.set('Authorization', 'Bearer no-such-token');
  if (shot.key !== null) call.set('Idempotency-Key', shot.key);
  return method === 'get' ? call : call.set('Content-Type', 'application/json').send(JSON.stringify(shot.body));
}

function complaintAbout(call: Call, answer: Response): string | null {
  const body = answer.body as { code?: unknown; message?: unknown; timestamp?: unknown; error?: unknown };
  if (answer.status >= 500) return `answered ${answer.status}`;
  if (!answer.headers['x-trace-id']) return 'has no X-Trace-Id';
  if (OWN_FORMAT.test(call.path)) return null;
  if (CALLBACK.test(call.path)) return answer.status < 400 || body.code === 'FAIL' ? null : 'has no FAIL body';
  if (answer.status === 204) return null;
  if (typeof body.timestamp !== 'number' || typeof body.message !== 'string') {
    return (answer.headers['content-type'] ?? '').startsWith('image/') ? null : 'has no envelope';
  }
  if (answer.status < 400 && body.code !== 200) return `succeeded with code ${String(body.code)}`;
  if (answer.status >= 400 && !body.error) return 'failed without an error';
  return /stack|node_modules|SQLITE|select .* from/i.test(JSON.stringify(body)) ? 'leaks internals' : null;
}

describe('every operation of the OpenAPI document', () => {
  it('bears whatever it is sent: no 5xx, always the envelope and a trace id', async () => {
    const calls = callsOf(document);
    expect(calls.length).toBeGreaterThan(30);
    const complaints: string[] = [];
    const reached = new Set<string>();
    for (const [index, call] of calls.entries()) {
      const member = await signIn(owner.openid);
      const shots = fc.sample(shotsAt(call), { numRuns: REQUESTS_EACH, seed: SEED + index });
      for (const shot of shots) {
        const answer = await fire(call, shot, member);
        if (answer.status < 300) reached.add(`${call.method} ${call.path}`);
        const complaint = complaintAbout(call, answer);
        if (complaint)
          complaints.push(`${call.method} ${call.path} ${complaint}: ${JSON.stringify(shot).slice(0, 300)}`);
      }
    }
    expect(complaints).toEqual([]);
    // A fuzzer that never gets past the door proves nothing.
    expect(reached.size).toBeGreaterThan(calls.length / 3);
  }, 180_000);

  it('leaves the books in order after all that', async () => {
    await expectBooksBalance({ users: [owner.id], skus: [skuRow] });
  });

  it('answers with a business code, not a crash, while WeChat misbehaves', async () => {
    const { control } = application().wechat;
    const member = await signIn();
    for (const kind of [
      'reset-before',
      'system-error-before',
      'truncated-body',
      'bad-signature',
      'too-many-requests',
    ] as const) {
      const orderNo = await placeOrder(member, await pickupOrder(await makeSku()));
      control.addFault({ kind, match: '/v3/pay', times: null });
      const answer = await as(member).post(`/orders/${orderNo}/pay`).send({});
      control.clearFaults();
      expect({ kind, status: answer.status }).toEqual({ kind, status: 502 });
      expect(answer.body).toMatchObject({ code: 1201, error: { name: 'PaymentGatewayError' } });
      expect((await as(member).post(`/orders/${orderNo}/pay`).send({})).status).toBe(200);
    }
    for (const kind of ['reset-before', 'truncated-body'] as const) {
      control.addFault({ kind, match: '/sns', times: null });
      const answer = await api().post('/api/v1/auth/wechat/login').send({ code: 'o_fuzz#1' });
      control.clearFaults();
      expect({ kind, status: answer.status }).toEqual({ kind, status: 502 });
      expect(answer.body).toMatchObject({ code: 1702, error: { name: 'WechatApiError' } });
    }
  });
});
