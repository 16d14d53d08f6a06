import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const dist = resolve(root, 'dist');

/**
 * Strapi loads compiled files only; a stale `dist/` would keep deleted services alive, so it is wiped first. The built
 * admin panel in it stays, because it takes a minute to build and does not depend on the server's files.
 */
export default function compile(): void {
  if (process.env.MALLARD_SKIP_COMPILE === 'true') return;
  const entries = existsSync(dist) ? readdirSync(dist) : [];
  for (const entry of entries.filter((name) => name !== 'build')) {
    rmSync(resolve(dist, entry), { recursive: true, force: true });
  }
  execFileSync(
    process.execPath,
    [resolve(root, 'node_modules/typescript/bin/tsc'), '-p', resolve(root, 'tsconfig.json')],
    { stdio: 'inherit' },
  );
}
