import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SECRETS } from '../../support/application';
import compile from '../../support/compile';

const root = resolve(__dirname, '../../..');
const PAGE = resolve(root, 'dist/build/index.html');
const SOURCES = ['src/admin', 'config/admin.ts', 'package-lock.json'];

/** Compiles the server, and builds the panel (a minute or more) when there is none or its sources are newer. */
export function ensureBuiltPanel(): void {
  if (!isStale()) {
    compile();
    return;
  }
  console.info('Building the admin panel for its browser test; this takes a minute or two …');
  execFileSync(process.execPath, [resolve(root, 'node_modules/@strapi/strapi/bin/strapi.js'), 'build'], {
    cwd: root,
    stdio: 'inherit',
    // The build reads the configuration; without NODE_ENV it builds for production.
    env: {
      ...process.env,
      ...SECRETS,
      NODE_ENV: 'production',
      ALLOW_SANDBOX_IN_PRODUCTION: 'true',
      WECHAT_MODE: 'sandbox',
    },
  });
}

function isStale(): boolean {
  if (!existsSync(PAGE)) return true;
  const builtAt = statSync(PAGE).mtimeMs;
  return SOURCES.some((source) => newestIn(resolve(root, source)) > builtAt);
}

function newestIn(path: string): number {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(...readdirSync(path).map((name) => newestIn(join(path, name))));
}
