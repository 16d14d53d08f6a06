import { existsSync } from 'node:fs';
import { ensureCompiled } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { runNode } from './lib/run.mjs';
import { main, Stop } from './lib/terminal.mjs';

/**
 * `npm run bench`: load against a server of its own, with the numbers printed at the end. `npm run bench:reconcile`: one
 * huge day of reconciliation instead.
 */
await main(async () => {
  const isReconciliation = process.argv[2] === 'reconcile';
  const file = isReconciliation ? 'tests/load/reconcile.mjs' : 'tests/load/run.mjs';
  const runner = inRoot(file);
  if (!existsSync(runner)) throw new Stop(`这个版本还没有压测脚本（${file}）。`);
  await ensureInstalled();
  await ensureCompiled();
  process.exitCode = await runNode([runner, ...process.argv.slice(isReconciliation ? 3 : 2)]);
});
