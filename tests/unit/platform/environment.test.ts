import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ConfigurationError, readEnvironment } from '../../../src/platform/environment';

const secrets = {
  APP_KEYS: 'one,two',
  ADMIN_JWT_SECRET: 'admin-secret',
  API_TOKEN_SALT: 'api-salt',
  TRANSFER_TOKEN_SALT: 'transfer-salt',
  ENCRYPTION_KEY: '0123456789abcdef0123456789abcdef',
  JWT_SECRET: 'sixteen-characters-or-more',
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
};

const live = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://shop.example.com',
  WECHAT_APP_ID: 'wx0000000000000000',
  WECHAT_APP_SECRET: 'app-secret',
  WECHAT_PAY_MCH_ID: '1900000000',
  WECHAT_PAY_API_V3_KEY: '0123456789abcdef0123456789abcdef',
  WECHAT_PAY_CERT_SERIAL: 'ABCDEF',
  WECHAT_PAY_PRIVATE_KEY: '/run/secrets/key.pem',
};

const read = (values: Record<string, string | undefined> = {}) => readEnvironment({ ...secrets, ...values });

/** What the start would say. */
function refusalOf(values: Record<string, string | undefined>): string {
  try {
    read(values);
  } catch (error) {
    return (error as ConfigurationError).message;
  }
  return 'accepted';
}

describe('the environment', () => {
  it('needs nothing but secrets outside production', () => {
    expect(read()).toMatchObject({
      PORT: 1337,
      WECHAT_MODE: 'sandbox',
      SHOP_TIMEZONE: 'Asia/Shanghai',
      PUBLIC_URL: 'http://127.0.0.1:1337',
      DATABASE_FILE: '.data/mallard.db',
      isProduction: false,
    });
  });

  it('takes an empty value for an unset one', () => {
    expect(read({ PORT: '', DATABASE_URL: '', PUBLIC_URL: '' })).toMatchObject({ PORT: 1337 });
  });

  it.each(Object.keys(secrets))('names %s when it is missing', (name) => {
    expect(refusalOf({ [name]: undefined })).toBe(`${name} is required but not set.`);
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['PUBLIC_URL', 'ftp://shop.example.com'],
    ['DATABASE_URL', 'mysql://localhost/shop'],
    ['REDIS_URL', 'http://localhost'],
    ['SHOP_TIMEZONE', 'Asia/Atlantis'],
    ['WECHAT_MODE', 'test'],
    ['WECHAT_PUSH_AES_KEY', 'short'],
    ['WECHAT_PAY_API_V3_KEY', 'short'],
    ['ENCRYPTION_KEYS', 'k1:not-32-bytes'],
    ['ENCRYPTION_KEYS', `k1:${'A'.repeat(44)}`],
    ['JWT_SECRET', 'short'],
    ['ADMIN_EMAIL', 'nobody'],
    ['ADMIN_PASSWORD', 'short'],
    ['JOBS_ENABLED', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['RATE_LIMIT_READS_PER_MINUTE', '0'],
  ])('names %s when it is malformed (%s)', (name, value) => {
    expect(refusalOf({ [name]: value })).toMatch(new RegExp(`^${name} is not valid: .+\\.$`));
  });

  it('accepts both spellings of PostgreSQL and of Redis', () => {
    expect(refusalOf({ DATABASE_URL: 'postgresql://localhost/shop', REDIS_URL: 'rediss://localhost' })).toBe(
      'accepted',
    );
  });

  it('cuts slashes off the end of addresses, because paths are appended to them', () => {
    expect(read({ PUBLIC_URL: 'https://shop.example.com//' }).PUBLIC_URL).toBe('https://shop.example.com');
  });

  it('accepts several encryption keys, newest first', () => {
    const older = `k0:${Buffer.alloc(32, 2).toString('base64')}`;
    expect(refusalOf({ ENCRYPTION_KEYS: `${secrets.ENCRYPTION_KEYS},${older}` })).toBe('accepted');
  });

  it('needs a different id for every encryption key', () => {
    const twice = `${secrets.ENCRYPTION_KEYS},${secrets.ENCRYPTION_KEYS}`;
    expect(refusalOf({ ENCRYPTION_KEYS: twice })).toBe(
      'ENCRYPTION_KEYS is not valid: must give every key an id of its own.',
    );
  });
});

describe('production', () => {
  it('is live unless told otherwise', () => {
    expect(read(live)).toMatchObject({ WECHAT_MODE: 'live', isProduction: true });
  });

  it.each(Object.keys(live).filter((name) => name !== 'NODE_ENV'))('refuses to start without %s', (name) => {
    expect(refusalOf({ ...live, [name]: undefined })).toBe(`${name} is required when WECHAT_MODE is live.`);
  });

  // Incident 9.
  it('refuses the sandbox, unless somebody insists', () => {
    expect(refusalOf({ NODE_ENV: 'production', WECHAT_MODE: 'sandbox' })).toMatch(/^WECHAT_MODE=sandbox is refused/);
    const insisting = { NODE_ENV: 'production', WECHAT_MODE: 'sandbox', ALLOW_SANDBOX_IN_PRODUCTION: 'true' };
    expect(refusalOf(insisting)).toBe('accepted');
  });

  it('refuses demo data', () => {
    expect(refusalOf({ ...live, SEED_DEMO: 'true' })).toMatch(/^SEED_DEMO=true is refused/);
  });

  it('takes the public key of WeChat Pay and its id together or not at all', () => {
    expect(refusalOf({ ...live, WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_1' })).toMatch(/must be set together/);
    const both = { WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_1', WECHAT_PAY_PUBLIC_KEY: '/run/secrets/wechat.pem' };
    expect(refusalOf({ ...live, ...both })).toBe('accepted');
  });
});

describe('.env.example', () => {
  const example = readFileSync(resolve(__dirname, '../../../.env.example'), 'utf8');
  const documented = new Set([...example.matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name));

  it('explains every variable that the application reads', () => {
    const derived = new Set(['isProduction', 'sandboxCredentialsFile']);
    const source = readFileSync(resolve(__dirname, '../../../src/platform/environment.ts'), 'utf8');
    const read = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name ?? '');
    const names = [...new Set(read)].filter((name) => !derived.has(name));
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => !documented.has(name))).toEqual([]);
  });
});
