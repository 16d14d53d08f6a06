import { ensureBuilt, rebuild } from './lib/build.mjs';
import { main } from './lib/terminal.mjs';

// `npm run build`: server and admin panel into dist/, from nothing. `--if-stale`: only what changed.
await main(process.argv.includes('--if-stale') ? ensureBuilt : rebuild);
