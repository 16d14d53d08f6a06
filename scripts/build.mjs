import { rebuild } from './lib/build.mjs';
import { main } from './lib/terminal.mjs';

// `npm run build`: server and admin panel into dist/, from nothing.
await main(rebuild);
