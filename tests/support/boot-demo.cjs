// Starts a compiled application of its own, as a first start does, and says where it listens. Ends at SIGTERM.
const { resolve, join } = require('node:path');
const { createStrapi } = require('@strapi/strapi');

const root = resolve(__dirname, '../..');

async function main() {
  const started = Date.now();
  const app = createStrapi({ appDir: root, distDir: join(root, 'dist'), serveAdminPanel: false });
  const strapi = await app.load();
  strapi.server.mount();
  await new Promise((done) => strapi.server.httpServer.listen(0, '127.0.0.1', done));
  process.once('SIGTERM', () => void strapi.destroy().then(() => process.exit(0)));
  process.stdout.write(`READY http://127.0.0.1:${strapi.server.httpServer.address().port} ${Date.now() - started}\n`);
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
