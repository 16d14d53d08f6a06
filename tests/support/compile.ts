import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** Strapi loads compiled files only; a stale `dist/` would keep deleted services alive, so it is wiped first. */
export default function compile(): void {
  if (process.env.MALLARD_SKIP_COMPILE === 'true') return;
  rmSync(resolve(root, 'dist'), { recursive: true, force: true });
  execFileSync(
    process.execPath,
    [resolve(root, 'node_modules/typescript/bin/tsc'), '-p', resolve(root, 'tsconfig.json')],
    { stdio: 'inherit' },
  );
}
