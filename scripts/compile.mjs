import { compileServer, ensureCompiled } from './lib/build.mjs';
import { main } from './lib/terminal.mjs';

// `npm run compile`: the server half into dist/, the admin panel there is kept. `--if-stale`: only when a source changed.
await main(process.argv.includes('--if-stale') ? ensureCompiled : compileServer);
