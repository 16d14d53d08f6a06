import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import request from 'supertest';
import { application } from './api';
import { eventually } from './eventually';
import type { SignedIn } from './members';

const root = resolve(__dirname, '../..');
const mainOf = (service: string | undefined): string => `
const { createStrapi } = require('@strapi/strapi');
createStrapi({ appDir: ${JSON.stringify(root)}, distDir: ${JSON.stringify(resolve(root, 'dist'))}, serveAdminPanel: false })
  .start()
  ${service === undefined ? '' : `.then((strapi) => strapi.service(${JSON.stringify(service)})())`};
`;

export interface Instance {
  url: string;
  port: number;
  /** Calls it as one user. */
  as(member: Pick<SignedIn, 'accessToken'>): Caller;
  /** The process is gone in the middle of whatever it does, as after a power cut. */
  kill(): Promise<void>;
  /** Asks it to finish and waits until it has. */
  stop(): Promise<void>;
}

interface Caller {
  get(path: string): request.Test;
  post(path: string): request.Test;
}

const alive = new Set<ChildProcess>();

/** Ends whatever is still running; a suite whose preparation failed must not leave processes behind. */
export async function stopInstances(): Promise<void> {
  await Promise.all([...alive].map((child) => end(child, 'SIGKILL')));
}

export interface InstanceOptions {
  port?: number;
  environment?: Record<string, string>;
  /** The body of a job, begun as soon as the instance is up. */
  beginWith?: string;
}

/** Starts the compiled application as a process of its own, on the database, Redis and simulator of this worker's application. */
export async function startInstance(options: InstanceOptions = {}): Promise<Instance> {
  const { port, environment = {}, beginWith } = options;
  const own = port ?? (await freePort());
  const url = `http://127.0.0.1:${own}`;
  const child = spawn(process.execPath, ['-e', mainOf(beginWith)], {
    cwd: root,
    env: { ...application().environment, PORT: String(own), PUBLIC_URL: url, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`the instance ended with ${child.exitCode}`);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  }, 90);
  return {
    url,
    port: own,
    as: (member) => ({
      get: (path) => request(url).get(`/api/v1${path}`).set('Authorization', `Bearer ${member.accessToken}`),
      post: (path) => request(url).post(`/api/v1${path}`).set('Authorization', `Bearer ${member.accessToken}`),
    }),
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

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
