import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type ListenOptions } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Core } from '@strapi/strapi';
import type { WechatPayPort } from '../../src/gateways/wechat-pay/port';
import type { RunningSimulator, SandboxCredentials } from '../../src/gateways/wechat-simulator';
import type { RouteDescription } from '../../src/platform/http/route-catalog';
import { TestClock } from './test-clock';

const root = resolve(__dirname, '../..');
const nodeRequire = createRequire(__filename);

export interface Application {
  strapi: Core.Strapi;
  clock: TestClock;
  wechat: RunningSimulator;
  /** Both halves of the sandbox: what the shop knows and what only WeChat knows. */
  credentials: SandboxCredentials;
  url: string;
  /** A client of the simulated payment platform like the application's own, with a time limit of its own. */
  wechatPayClient(timeoutMs: number): WechatPayPort;
  /** What another process needs to be a second instance of this application. */
  environment: Record<string, string>;
  /** Runs a job of the application now, as its schedule would; the schedules themselves are off in tests. */
  runJob(name: string): Promise<number>;
  /** The routes the application has described to itself: method, path and audience of each. */
  describedRoutes(): RouteDescription[];
  stop(): Promise<void>;
}

/** Settings of an application under test, apart from where its data lies. */
export const SECRETS = {
  NODE_ENV: 'test',
  TZ: 'UTC',
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
  APP_KEYS: 'test-app-key-1,test-app-key-2',
  API_TOKEN_SALT: 'test-api-token-salt',
  ADMIN_JWT_SECRET: 'test-admin-jwt-secret',
  TRANSFER_TOKEN_SALT: 'test-transfer-token-salt',
  ENCRYPTION_KEY: '0123456789abcdef0123456789abcdef',
  JWT_SECRET: 'test-jwt-secret-of-members',
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  STRAPI_TELEMETRY_DISABLED: 'true',
  JOBS_ENABLED: 'false',
  RATE_LIMIT_READS_PER_MINUTE: '100000',
  RATE_LIMIT_WRITES_PER_MINUTE: '100000',
  RATE_LIMIT_PAYMENTS_PER_MINUTE: '100000',
  RATE_LIMIT_LOGINS_PER_MINUTE: '100000',
  RISK_PAYMENTS_PER_MINUTE: '100000',
};

/**
 * Boots a real application on an empty database: SQLite in a temporary folder, or PostgreSQL and Redis when
 * TEST_DATABASE_URL / TEST_REDIS_URL name servers (a database of its own is created there).
 */
export async function startApplication(workerId: string): Promise<Application> {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-test-'));
  Object.assign(process.env, SECRETS, { SANDBOX_DIR: folder, DATABASE_FILE: join(folder, 'test.db') });
  const database = await freshDatabase(workerId);
  const { createStrapi } = nodeRequire('@strapi/strapi') as typeof import('@strapi/strapi');
  const clock = new TestClock();
  const { wechat, credentials } = await startWechat(folder, clock);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  Object.assign(process.env, { PORT: String(port), PUBLIC_URL: url });
  const app = createStrapi({ appDir: root, distDir: join(root, 'dist'), serveAdminPanel: false });
  app.add('mallard.clock', clock);
  const strapi = await app.load();
  // The application would only log it; in a test it is a defect, and ends the run.
  process.removeAllListeners('unhandledRejection');
  strapi.server.mount();
  const listening = once(strapi.server.httpServer, 'listening');
  strapi.server.listen(strapi.config.get<ListenOptions>('server.socket'));
  await listening;
  const routeCatalog = nodeRequire(
    join(root, 'dist/src/platform/http/route-catalog'),
  ) as typeof import('../../src/platform/http/route-catalog');
  // The module the application itself has loaded: jobs are registered there, not in a copy of this realm.
  const scheduler = nodeRequire(
    join(root, 'dist/src/platform/jobs/scheduler'),
  ) as typeof import('../../src/platform/jobs/scheduler');
  return {
    strapi,
    clock,
    wechat,
    credentials,
    url,
    wechatPayClient: (timeoutMs) => payClient({ credentials, baseUrl: wechat.url, timeoutMs }, clock),
    environment: environmentOfInstances(folder),
    runJob: (name) => scheduler.runJob(strapi, name),
    describedRoutes: () => routeCatalog.describedRoutes(),
    stop: async () => {
      await strapi.destroy();
      await wechat.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The environment as it stands once database and simulator are known. */
function environmentOfInstances(folder: string): Record<string, string> {
  const names = ['DATABASE_URL', 'REDIS_URL', 'SIMULATOR_PORT', 'PATH', 'HOME'];
  const given = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []));
  const files = { SANDBOX_DIR: folder, DATABASE_FILE: join(folder, 'test.db') };
  return { ...SECRETS, ...files, ...Object.fromEntries(given) };
}

async function freshDatabase(workerId: string): Promise<{ drop(): Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) return { drop: () => Promise.resolve() };
  const { Client } = nodeRequire('pg') as typeof import('pg');
  const name = `mallard_test_${process.pid}_${workerId}`;
  const run = async (sql: string) => {
    const client = new Client({ connectionString: server });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`drop database if exists ${name} with (force)`);
  await run(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  process.env.DATABASE_URL = url.toString();
  if (process.env.TEST_REDIS_URL) process.env.REDIS_URL = process.env.TEST_REDIS_URL;
  return { drop: () => run(`drop database if exists ${name} with (force)`) };
}

/** The simulated platform of this worker, compiled like the application and sharing its credentials file. */
async function startWechat(
  folder: string,
  clock: TestClock,
): Promise<{ wechat: RunningSimulator; credentials: SandboxCredentials }> {
  const simulator = nodeRequire(
    join(root, 'dist/src/gateways/wechat-simulator'),
  ) as typeof import('../../src/gateways/wechat-simulator');
  const credentials = simulator.loadOrCreateSandboxCredentials(join(folder, 'sandbox-credentials.json'));
  const wechat = await simulator.startWechatSimulator({
    credentials,
    now: () => clock.now(),
    notifyRetrySecondsScale: 0.01,
  });
  process.env.SIMULATOR_PORT = new URL(wechat.url).port;
  return { wechat, credentials };
}

/** Made by the compiled modules, so that its errors are of the class that the application knows. */
function payClient(
  { credentials, ...rest }: { credentials: SandboxCredentials; baseUrl: string; timeoutMs: number },
  clock: TestClock,
): WechatPayPort {
  const { createWechatPayClient } = nodeRequire(
    join(root, 'dist/src/gateways/wechat-pay/client'),
  ) as typeof import('../../src/gateways/wechat-pay/client');
  const { wechatpayPublicKeyId: publicKeyId, wechatpayPublicKeyPem: publicKeyPem } = credentials;
  return createWechatPayClient({ ...credentials, ...rest, publicKeyId, publicKeyPem }, { now: () => clock.now() });
}

/** A port nobody listens on; callbacks need to know the address before the server has it. */
function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') fail(new Error('no port'));
        else done(address.port);
      });
    });
  });
}
