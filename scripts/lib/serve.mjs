import { createRequire } from 'node:module';
import { inRoot, root } from './paths.mjs';

const require = createRequire(import.meta.url);

/** Starts the compiled application in this process; it stops cleanly on SIGTERM and SIGINT. */
export async function serve() {
  process.chdir(root);
  const { createStrapi } = require('@strapi/strapi');
  try {
    await createStrapi({ appDir: root, distDir: inRoot('dist') }).start();
  } catch (error) {
    process.stderr.write(`${error?.message ?? error}\n`);
    process.exit(1);
  }
}

if (process.argv[1] === inRoot('scripts', 'lib', 'serve.mjs')) await serve();
