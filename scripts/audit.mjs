import { existsSync } from 'node:fs';
import { ensureCompiled } from './lib/build.mjs';
import { loadEnvFile } from './lib/env-file.mjs';
import { inRoot } from './lib/paths.mjs';
import { runNode } from './lib/run.mjs';
import { main, Stop } from './lib/terminal.mjs';

/** `npm run audit`: reads the books – money, points and stock – and reports every sum that does not add up. */
await main(async () => {
  loadEnvFile();
  if (process.env.NODE_ENV !== 'production') await ensureCompiled();
  const program = inRoot('dist/scripts/audit.js');
  if (!existsSync(program)) throw new Stop('还没有构建产物，请先运行 npm run build。');
  process.exitCode = await runNode([program, ...process.argv.slice(2)], { env: { TZ: 'UTC', JOBS_ENABLED: 'false' } });
});
