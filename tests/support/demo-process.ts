import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export interface DemoProcess {
  url: string;
  stop(): Promise<void>;
}

export const DEMO_ADMIN = { email: 'admin@mallard.local', password: 'Mallard-demo-1' };

/** Starts a second application with demo data on its own SQLite file, in a process of its own. */
export async function startDemo(folder: string): Promise<DemoProcess> {
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(__dirname, 'boot-demo.cjs')], {
    env: {
      ...inherited,
      SEED_DEMO: 'true',
      SANDBOX_DIR: folder,
      DATABASE_FILE: join(folder, 'demo.db'),
      ADMIN_EMAIL: DEMO_ADMIN.email,
      ADMIN_PASSWORD: DEMO_ADMIN.password,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { url: await readUrl(child), stop: () => stop(child) };
}

function readUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', (code) => {
      reject(new Error(`the demo ended with ${String(code)}: ${output}`));
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const url = /READY (\S+)/.exec(output)?.[1];
      if (url) resolve(url);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
