import { ensureCompiled, forgetBuild } from './lib/build.mjs';
import { loadEnvFile } from './lib/env-file.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { readPort, requireFreePort } from './lib/ports.mjs';
import { Processes } from './lib/processes.mjs';
import { ensureSecrets } from './lib/secrets.mjs';
import { main, say, Stop } from './lib/terminal.mjs';

/** `npm run dev`: restarts on every change of a source; the simulated WeChat runs beside it. */
await main(async () => {
  loadEnvFile();
  await ensureInstalled();
  ensureSecrets({ withAccount: true });
  loadEnvFile();
  const port = readPort('PORT', 1337);
  const simulatorPort = readPort('SIMULATOR_PORT', port + 1);
  await requireFreePort(port, process.env.HOST || '127.0.0.1', `PORT=${port + 10} npm run dev`);
  await requireFreePort(simulatorPort, '127.0.0.1', `SIMULATOR_PORT=${simulatorPort + 10} npm run dev`);
  await ensureCompiled();
  const environment = {
    TZ: 'UTC',
    NODE_ENV: 'development',
    HOST: process.env.HOST || '127.0.0.1',
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    SIMULATOR_PUSH_URL: `http://127.0.0.1:${port}/api/v1/wechat/push`,
    SIMULATOR_SCAN_URL: `http://127.0.0.1:${port}/demo/#/scan/`,
    STRAPI_TELEMETRY_DISABLED: 'true',
  };
  const processes = new Processes();
  const stopped = processes.untilStopped();
  try {
    processes.start('微信模拟器', [inRoot('dist/scripts/simulator.js')], environment);
    await processes.waitFor(`http://127.0.0.1:${simulatorPort}/_control/payments`, 30_000);
    forgetBuild();
    say(`管理后台 http://127.0.0.1:${port}/admin  账号 ${process.env.ADMIN_EMAIL}  密码 ${process.env.ADMIN_PASSWORD}`);
    processes.start('Mallard', [inRoot('node_modules/@strapi/strapi/bin/strapi.js'), 'develop'], environment);
    const ended = await stopped;
    if (ended) throw new Stop(`${ended.name}意外停止（${ended.reason}）。`);
  } finally {
    await processes.stopAll();
  }
  process.exit(0);
});
