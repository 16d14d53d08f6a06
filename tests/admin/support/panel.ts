import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { SECRETS } from '../../support/application';
import { ensureBuiltPanel } from './built-panel';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const ADMIN = { email: 'admin@example.com', password: 'Mallard-test-1' };

export interface Panel {
  page: Page;
  /** Documents that the server made before it started. */
  ids: {
    productId: string;
    skuId: string;
    orderId: string;
    paidOrderId: string;
    inventoryId: string;
    afterSaleId: string;
    reviewId: string;
    userId: string;
    accountId: string;
    ruleId: string;
    merchantId: string;
  };
  /** A page of the panel, by its path below /admin. */
  open(path: string): Promise<void>;
  /** What the database holds now. */
  stored(uid: string, documentId: string): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

interface Started {
  url: string;
  ids: Panel['ids'];
}

const nextMessage = <Message>(server: ChildProcess): Promise<Message> =>
  new Promise((done, fail) => {
    server.once('message', (message) => {
      done(message as Message);
    });
    server.once('exit', (code) => {
      fail(new Error(`the panel's server ended with ${String(code)}`));
    });
  });

/** Starts the built application in its own process on an empty database, and a browser that has never seen it. */
export async function startPanel(): Promise<Panel> {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-panel-'));
  const server = fork(resolve(__dirname, 'panel-server.cjs'), {
    execArgv: [],
    env: {
      ...process.env,
      ...SECRETS,
      DATABASE_URL: '',
      REDIS_URL: '',
      DATABASE_FILE: join(folder, 'panel.db'),
      SANDBOX_DIR: folder,
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
    },
  });
  const { url, ids } = await nextMessage<Started>(server);
  const browser = await chromium
    .launch({ executablePath: CHROMIUM, args: [...FLAGS, ...QUIET] })
    .catch((error: unknown) => {
      // A server left behind would keep the run from ending, and nobody would read why.
      server.kill();
      throw error;
    });
  const visit = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'en-US' });
  visit.setDefaultTimeout(60_000);
  const page = await visit.newPage();
  return {
    page,
    ids,
    open: async (path) => {
      await page.goto(`${url}/admin${path}`);
    },
    stored: async (uid, documentId) => {
      server.send({ uid, documentId });
      return nextMessage<Record<string, unknown>>(server);
    },
    close: () => stop(browser, server, folder),
  };
}

async function stop(browser: Browser, server: ChildProcess, folder: string): Promise<void> {
  await browser.close();
  const hasEnded = new Promise((done) => server.once('exit', done));
  server.disconnect();
  await hasEnded;
  rmSync(folder, { recursive: true, force: true });
}

/** The panel with its first administrator signed in, built before when there is no build of these sources. */
export async function startSignedIn(): Promise<Panel> {
  ensureBuiltPanel();
  const panel = await startPanel();
  const { page } = panel;
  await panel.open('/');
  await page.locator('input[name=email]').fill(ADMIN.email);
  await page.locator('input[name=password]').fill(ADMIN.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText('常用入口', { exact: true }).first().waitFor();
  return panel;
}
