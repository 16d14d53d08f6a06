interface RouteFile {
  default: { routes: { method: string; path: string }[] };
}

const SECRETS = {
  APP_KEYS: 'test-app-key-1,test-app-key-2',
  API_TOKEN_SALT: 'test-api-token-salt',
  ADMIN_JWT_SECRET: 'test-admin-jwt-secret',
  TRANSFER_TOKEN_SALT: 'test-transfer-token-salt',
  ENCRYPTION_KEY: '0123456789abcdef0123456789abcdef',
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  JWT_SECRET: 'test-jwt-secret-of-members',
};

const LIVE = {
  ...SECRETS,
  NODE_ENV: 'production',
  WECHAT_MODE: 'live',
  PUBLIC_URL: 'https://shop.example.com',
  WECHAT_APP_ID: 'wx0000000000000000',
  WECHAT_APP_SECRET: 'secret',
  WECHAT_PAY_MCH_ID: '1900000001',
  WECHAT_PAY_API_V3_KEY: 'k'.repeat(32),
  WECHAT_PAY_CERT_SERIAL: 'ABCDEF',
  WECHAT_PAY_PRIVATE_KEY: '/run/secrets/merchant-key.pem',
};

const before = { ...process.env };

/** The routes that an application started with this environment registers. */
function routesIn(environment: Record<string, string>): string[] {
  let routes: string[] = [];
  process.env = { ...environment };
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- read anew for each environment
    const file = require('../../../src/api/wechat/routes/01-sandbox') as RouteFile;
    routes = file.default.routes.map(({ method, path }) => `${method} ${path}`);
  });
  return routes;
}

afterEach(() => {
  process.env = { ...before };
});

describe('routes of the sandbox', () => {
  test('the sandbox tells where its simulator listens', () => {
    expect(routesIn({ ...SECRETS, NODE_ENV: 'development' })).toEqual(['GET /sandbox']);
  });

  test('against the real WeChat no sandbox route exists', () => {
    expect(routesIn(LIVE)).toEqual([]);
  });
});
