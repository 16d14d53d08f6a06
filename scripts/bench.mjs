import { existsSync } from 'node:fs';
import { ensureCompiled } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { runNode } from './lib/run.mjs';
import { main, Stop } from './lib/terminal.mjs';

/** Jobs that are measured apart, by the word that names them. */
const JOBS = new Map([
  ['reconcile', 'tests/load/reconcile.mjs'],
  ['expiry', 'tests/load/expiry.mjs'],
]);

/**
 * `npm run bench`: load against a server of its own, with the numbers printed at the end. `npm run bench:reconcile` and
 * `npm run bench:expiry`: one huge day of reconciliation, or of points that expire, instead.
 */
await main(async () => {
  const job = JOBS.get(process.argv[2]);
  const file = job ?? 'tests/load/run.mjs';
  const runner = inRoot(file);
  if (!existsSync(runner)) throw new Stop(`这个版本还没有压测脚本（${file}）。`);
  await ensureInstalled();
  await ensureCompiled();
  process.exitCode = await runNode([runner, ...process.argv.slice(job ? 3 : 2)]);
});
