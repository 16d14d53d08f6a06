import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { ensureBuilt } from './lib/build.mjs';
import { loadEnvFile } from './lib/env-file.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { demoNote, inRoot } from './lib/paths.mjs';
import { readPort, requireFreePort } from './lib/ports.mjs';
import { Processes } from './lib/processes.mjs';
import { ensureSecrets } from './lib/secrets.mjs';
import { bold, dim, green, main, say, Stop, step } from './lib/terminal.mjs';

const START_MS = 180_000;

/** `npm run demo`: a whole shop with demo data and a simulated WeChat, from a bare checkout, with one command. */
await main(async () => {
  say(bold('Mallard 演示：完整的微信小程序商城后端，无需数据库和微信账号'));
  loadEnvFile();
  if (process.env.NODE_ENV === 'production') throw new Stop('演示不能在 NODE_ENV=production 下运行。');
  const address = readAddress();
  await refuseSecondDemo();
  await requireFreePort(address.port, address.host, `PORT=${address.port + 10} npm run demo`);
  await requireFreePort(
    address.simulatorPort,
    '127.0.0.1',
    `SIMULATOR_PORT=${address.simulatorPort + 10} npm run demo`,
  );
  await ensureInstalled();
  if (ensureSecrets({ withAccount: true }).length > 0) say(`${green('✓')} 已生成本机专用的密钥与管理员密码，写入 .env`);
  loadEnvFile();
  await ensureBuilt();
  await runDemo(address);
});

function readAddress() {
  const port = readPort('PORT', 1337);
  return { host: process.env.HOST || '127.0.0.1', port, simulatorPort: readPort('SIMULATOR_PORT', port + 1) };
}

/** Two demos in one folder would share a database and a simulator. */
async function refuseSecondDemo() {
  if (!existsSync(demoNote)) return;
  const { pid, url } = JSON.parse(readFileSync(demoNote, 'utf8'));
  const isAlive = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.ok,
    () => false,
  );
  if (isAlive) throw new Stop(`这个目录里的演示已经在运行：${url}（进程 ${pid}）。`);
}

async function runDemo({ host, port, simulatorPort }) {
  const url = `http://127.0.0.1:${port}`;
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  const environment = {
    TZ: 'UTC',
    NODE_ENV: 'demo',
    HOST: host,
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    SIMULATOR_PUSH_URL: `${url}/api/v1/wechat/push`,
    SIMULATOR_SCAN_URL: `${url}/demo/#/scan/`,
    WECHAT_MODE: 'sandbox',
    SEED_DEMO: 'true',
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    STRAPI_TELEMETRY_DISABLED: 'true',
  };
  const processes = new Processes();
  const stopped = processes.untilStopped();
  try {
    await step('启动微信模拟器', async () => {
      processes.start('微信模拟器', [inRoot('dist/scripts/simulator.js')], environment);
      await processes.waitFor(`${simulatorUrl}/_control/payments`, START_MS);
    });
    await step('启动 Mallard（首次会写入演示数据）', async () => {
      processes.start('Mallard', [inRoot('scripts/lib/serve.mjs')], environment);
      await Promise.race([processes.waitFor(`${url}/readyz`, START_MS), stopped]);
    });
    mkdirSync(inRoot('.data'), { recursive: true });
    writeFileSync(demoNote, JSON.stringify({ pid: process.pid, url, simulatorUrl }));
    introduce(url, simulatorUrl);
    const ended = await stopped;
    if (ended) throw new Stop(`${ended.name}意外停止（${ended.reason}）。`);
    say(dim('\n正在停止 …'));
  } finally {
    await processes.stopAll();
    rmSync(demoNote, { force: true });
  }
  say(`${green('✓')} 已停止，数据保留在 .data/；删除该目录即可重新开始。`);
  process.exit(0);
}

function introduce(url, simulatorUrl) {
  say(`
${green(bold('演示已就绪'))}

  管理后台    ${bold(`${url}/admin`)}
              账号 ${bold(process.env.ADMIN_EMAIL)}  密码 ${bold(process.env.ADMIN_PASSWORD)}
              各角色的演示账号（密码相同）：operations、finance、service、warehouse、merchant、auditor @mallard.local
  演示商城    ${bold(`${url}/demo/`)}
  接口文档    ${bold(`${url}/api/v1/docs`)}
  微信模拟器  ${simulatorUrl}

试着下一单
  1. 打开演示商城，选一件商品下单并付款（付款由本机的微信模拟器完成，不涉及真实资金）
  2. 到管理后台的「订单」「支付」「积分流水」里看结果：订单已支付，积分已到账
  3. 在另一个终端把支付通知重放 5 次，积分和库存都不会再变：
     ${bold('node scripts/replay-notification.mjs 5')}

按 Ctrl-C 停止。
`);
}
