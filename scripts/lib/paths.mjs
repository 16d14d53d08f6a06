import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The folder with package.json. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export const inRoot = (...parts) => join(root, ...parts);

/** Where the demo notes which addresses it runs at, for the other scripts. */
export const demoNote = inRoot('.data', 'demo.json');
