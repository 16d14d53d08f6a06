import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** Strapi loads compiled files only, so they are made from the sources as they are now. */
export default function compile(): void {
  if (process.env.MALLARD_SKIP_COMPILE === 'true') return;
  execFileSync(process.execPath, [resolve(root, 'scripts/compile.mjs'), '--if-stale'], { stdio: 'inherit' });
}
