import { existsSync } from 'node:fs';
import { ensureCompiled } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { runNode } from './lib/run.mjs';
import { main, Stop } from './lib/terminal.mjs';

/** `npm run bench`: load against a server of its own, with the numbers printed at the end. */
await main(async () => {
  const runner = inRoot('tests/load/run.mjs');
  if (!existsSync(runner)) throw new Stop('这个版本还没有压测脚本（tests/load/run.mjs）。');
  await ensureInstalled();
  await ensureCompiled();
  process.exitCode = await runNode([runner, ...process.argv.slice(2)]);
});
