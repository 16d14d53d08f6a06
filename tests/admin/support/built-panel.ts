import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/** Builds the panel when there is none or its sources changed; that takes a minute or two and says so. */
export function ensureBuiltPanel(): void {
  execFileSync(process.execPath, [resolve(root, 'scripts/build.mjs'), '--if-stale'], { stdio: 'inherit' });
}
