import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = resolve(__dirname, '../../..');
const START_MS = 120_000;

export interface DemoShop {
  url: string;
  simulatorUrl: string;
  stop(): Promise<void>;
}

const secret = (): string => randomBytes(24).toString('hex');

const secrets = (): Record<string, string> => ({
  APP_KEYS: `${secret()},${secret()}`,
  ADMIN_JWT_SECRET: secret(),
  API_TOKEN_SALT: secret(),
  TRANSFER_TOKEN_SALT: secret(),
  JWT_SECRET: secret(),
  ENCRYPTION_KEY: randomBytes(16).toString('hex'),
  ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
});

/** The shop with its demo data and the simulated WeChat, each in its own process, as `npm run demo` starts them. */
export async function startDemoShop(): Promise<DemoShop> {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-demo-'));
  const [port, simulatorPort] = await Promise.all([freePort(), freePort()]);
  const environment = {
    ...process.env,
    ...secrets(),
    TZ: 'UTC',
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    PUBLIC_URL: '',
    DATABASE_URL: '',
    REDIS_URL: '',
    DATABASE_FILE: join(folder, 'demo.db'),
    SANDBOX_DIR: folder,
    WECHAT_MODE: 'sandbox',
    SEED_DEMO: 'true',
    LOG_LEVEL: 'error',
    STRAPI_TELEMETRY_DISABLED: 'true',
  };
  const url = `http://127.0.0.1:${port}`;
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  const processes = ['dist/scripts/simulator.js', 'scripts/lib/serve.mjs'].map((script) => start(script, environment));
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map(end));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilAnswering(`${simulatorUrl}/_control/settings`, processes);
    await untilAnswering(`${url}/api/v1/home`, processes);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, simulatorUrl, stop };
}

const start = (script: string, env: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, [resolve(root, script)], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await Promise.race([ended, pause(15_000, undefined, { ref: false })]);
  child.kill('SIGKILL');
}

async function untilAnswering(url: string, processes: ChildProcess[]): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    const ended = processes.find(({ exitCode }) => exitCode !== null);
    if (ended) throw new Error(`${ended.spawnargs.join(' ')} ended with ${String(ended.exitCode)}`);
    const isReady = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await pause(200);
  }
  throw new Error(`${url} did not answer in time`);
}

/** A port nobody listens on; the two processes must know each other's before they start. */
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
