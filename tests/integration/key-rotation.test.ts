import type {} from '../../src/api/member/services/find-member';
import type {} from '../../src/api/operations/services/count-old-encryption';
import { getService } from '../../src/platform/get-service';
import { keyRingOf } from '../../src/platform/security/key-ring';
import { readLookupKey } from '../../src/platform/security/lookup-key';
import { readSealed, writeRenewed } from '../../src/platform/security/sealed-values';
import { application } from '../support/api';
import { buyByExpress, expressOrder } from '../support/fulfilment';
import { makeKey, readMetric, renewEverything, turnKeys, USUAL_KEY } from '../support/keys';
import { as, database, type SignedIn, signIn } from '../support/members';
import { callOpen, makeOpenApp, type OpenApp } from '../support/open-platform';
import { bindPhone, memberWithPhone } from '../support/phones';
import { buy, makeSku, orderOf, type OrderBody } from '../support/shopping';

const NEW_KEY = makeKey('k2', 2);
const FORGOTTEN_KEY = makeKey('k0', 9);
const ADDRESSES = { table: 'addresses', column: 'phone_cipher' };

let app: OpenApp;
let member: SignedIn;
let phone: string;
let body: OrderBody;
let orderNo: string;

beforeAll(async () => {
  app = await makeOpenApp();
  ({ member, phone } = await memberWithPhone());
  body = await expressOrder(member, [{ sku: await makeSku(), quantity: 1 }]);
  orderNo = await buy(member, body);
});
// Other suites know nothing of other keys.
afterAll(async () => {
  turnKeys(USUAL_KEY, NEW_KEY);
  await renewEverything();
  turnKeys(USUAL_KEY);
});

const countOld = () => getService(application().strapi, 'api::operations.count-old-encryption')();
const findByPhone = async (wanted: string): Promise<string> => {
  const found = await getService(application().strapi, 'api::member.find-member')(database(), { phone: wanted });
  return found.documentId;
};
const cipherOf = async (id: number): Promise<string> => {
  const row = (await database()('addresses').where({ id }).first('phone_cipher')) as { phone_cipher: string };
  return row.phone_cipher;
};
const addressRow = async (of: SignedIn): Promise<number> => {
  const row = (await database()('addresses').where({ user_id: of.id }).first('id')) as { id: number };
  return row.id;
};

/** An instance that still has the old keys saves the member's address. */
async function leaveOldValue(): Promise<number> {
  const id = await addressRow(member);
  turnKeys(USUAL_KEY, NEW_KEY);
  const late = keyRingOf(application().strapi).encrypt('13800138000');
  turnKeys(NEW_KEY, USUAL_KEY);
  await database()('addresses').where({ id }).update({ phone_cipher: late });
  return id;
}

describe('a new key in front of the old one', () => {
  beforeAll(() => {
    turnKeys(NEW_KEY, USUAL_KEY);
  });

  it('is known to be in use nowhere before anything has been counted', async () => {
    expect(await readMetric('mallard_values_under_old_keys')).toBeNaN();
    const { newestKeyId, places } = await countOld();
    expect(newestKeyId).toBe('k2');
    expect(places).toContainEqual({ place: 'orders.delivery.phoneCipher', values: expect.any(Number) as number });
    expect(places.length).toBeGreaterThanOrEqual(5);
  });

  it('finds members by phone whichever key their number is under', async () => {
    expect(await findByPhone(phone)).toBe(member.documentId);
    const { member: later, phone: laterPhone } = await memberWithPhone();
    expect(await findByPhone(laterPhone)).toBe(later.documentId);
    await bindPhone(member, phone);
    expect(await findByPhone(phone)).toBe(member.documentId);
  });

  it('goes into orders at once, although their address is still under the old one', async () => {
    expect(await cipherOf(await addressRow(member))).toMatch(/^test\./);
    const again = await buy(member, body);
    const row = (await database()('orders').where({ order_no: again }).first('delivery')) as { delivery: unknown };
    expect(JSON.stringify(row.delivery)).toContain('k2.');
  });

  it('leaves a value as its owner changed it while the job had it in its hands', async () => {
    const { strapi } = application();
    const id = await addressRow(member);
    const [read] = await readSealed(strapi, ADDRESSES, { afterId: id - 1, limit: 1 });
    const sealed = read?.sealed ?? '';
    const changed = keyRingOf(strapi).encrypt('13911112222');
    await database()('addresses').where({ id }).update({ phone_cipher: changed });
    await writeRenewed(strapi, ADDRESSES, [{ id, sealed, renewed: keyRingOf(strapi).renew(sealed) }]);
    expect(await cipherOf(id)).toBe(changed);
    await database()('addresses').where({ id }).update({ phone_cipher: sealed });
  });

  it('is on everything when the job has finished, and everything says what it said', async () => {
    const before = [await as(member).get('/me/addresses'), await orderOf(member, orderNo)] as const;
    await renewEverything();
    expect((await countOld()).places).toEqual([]);
    expect(await readMetric('mallard_values_under_old_keys')).toBe(0);
    expect(await readMetric('mallard_unreadable_values')).toBe(0);
    expect((await as(member).get('/me/addresses')).body.data).toEqual(before[0].body.data);
    expect(await orderOf(member, orderNo)).toEqual(before[1]);
  });

  it('is on what an instance with the old keys wrote meanwhile, a day later', async () => {
    const id = await leaveOldValue();
    await renewEverything();
    expect(await cipherOf(id)).toMatch(/^test\./);
    application().clock.advance({ hours: 25 });
    await renewEverything();
    expect(await cipherOf(id)).toMatch(/^k2\./);
  });

  it('is put on by another instance when the one that was at it died', async () => {
    const id = await leaveOldValue();
    const { clock } = application();
    const lease = clock.now();
    lease.setTime(lease.getTime() + 100_000);
    await database()('encrypted_columns')
      .where({ place: 'addresses.phone_cipher' })
      .update({ state: 'running', due_at: lease, last_id: id - 1, renewed: 7 });
    await application().runJob('renew-encryption');
    expect(await cipherOf(id)).toMatch(/^test\./);
    clock.advance({ minutes: 2 });
    await renewEverything();
    expect(await cipherOf(id)).toMatch(/^k2\./);
    clock.reset();
  });
});

describe('the new key alone', () => {
  let lookupKey: Buffer;
  beforeAll(async () => {
    lookupKey = await readLookupKey(application().strapi);
    turnKeys(NEW_KEY);
  });

  it('reads everything, finds members by phone and lets servers sign', async () => {
    expect(await findByPhone(phone)).toBe(member.documentId);
    expect((await as(member).get('/me/addresses')).body.data).toMatchObject([{ phone: '13800138000' }]);
    expect(await orderOf(member, orderNo)).toMatchObject({ delivery: { phone: '13800138000' } });
    const signed = await callOpen(app, { method: 'GET', path: `/open/users/${member.documentId}/points` });
    expect(signed.status).toBe(200);
  });

  it('is enough to start with, and hashes as before', async () => {
    expect(await readLookupKey(application().strapi)).toEqual(lookupKey);
  });

  it('does not start when it is another one than everything is under', async () => {
    turnKeys(FORGOTTEN_KEY);
    await expect(readLookupKey(application().strapi)).rejects.toThrow(/^ENCRYPTION_KEYS does not read what is stored/);
    turnKeys(NEW_KEY);
  });
});

describe('a value that no key reads', () => {
  let id: number;
  let lost: string;

  beforeAll(async () => {
    turnKeys(FORGOTTEN_KEY);
    lost = keyRingOf(application().strapi).encrypt('13700000000');
    turnKeys(NEW_KEY, USUAL_KEY);
    const other = await signIn();
    await buyByExpress(other, [{ sku: await makeSku(), quantity: 1 }]);
    id = await addressRow(other);
    await database()('addresses').where({ id }).update({ phone_cipher: lost });
    application().clock.advance({ days: 4 });
  });
  afterAll(() => {
    application().clock.reset();
  });

  it('stays as it is, and is shown to staff instead of being tried for ever', async () => {
    await renewEverything();
    expect(await cipherOf(id)).toBe(lost);
    const row: unknown = await database()('encrypted_columns').where({ place: 'addresses.phone_cipher' }).first('*');
    expect(row).toMatchObject({ state: 'finished', unreadable: 1, remaining: 1 });
    expect(JSON.stringify(row)).toContain(String(id));
    expect(await readMetric('mallard_values_under_old_keys')).toBe(1);
    expect(await readMetric('mallard_unreadable_values')).toBe(1);
    expect(await application().runJob('renew-encryption')).toBe(0);
  });

  it('is written anew when its key comes back', async () => {
    turnKeys(NEW_KEY, USUAL_KEY, FORGOTTEN_KEY);
    application().clock.advance({ hours: 25 });
    await renewEverything();
    expect(keyRingOf(application().strapi).decrypt(await cipherOf(id))).toBe('13700000000');
    expect(await readMetric('mallard_unreadable_values')).toBe(0);
  });
});
