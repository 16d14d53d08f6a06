import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ensureBuilt } from './lib/build.mjs';
import { loadEnvFile } from './lib/env-file.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { ensureSecrets, missingSecrets } from './lib/secrets.mjs';
import { serve } from './lib/serve.mjs';
import { main, say, Stop } from './lib/terminal.mjs';

/** `npm start`: the server alone. In production nothing is generated or built here: what is missing is named. */
await main(async () => {
  loadEnvFile();
  if (process.env.NODE_ENV === 'production') requireComplete();
  else await makeComplete();
  process.env.TZ = 'UTC';
  refuseBadEnvironment();
  await serve();
});

function requireComplete() {
  const missing = missingSecrets();
  if (missing.length > 0)
    throw new Stop(`缺少环境变量 ${missing.join('、')}：生产环境不会自动生成密钥，请参照 .env.example 设置。`);
  if (!existsSync(inRoot('dist/src/index.js'))) throw new Stop('还没有构建产物，请先运行 npm run build。');
}

async function makeComplete() {
  await ensureInstalled();
  const added = ensureSecrets();
  if (added.length > 0) say(`已生成 ${added.join('、')} 并写入 .env`);
  loadEnvFile();
  await ensureBuilt();
}

/** The application checks the same, but here one sentence is all that is printed. */
function refuseBadEnvironment() {
  const require = createRequire(import.meta.url);
  const { readEnvironment } = require(inRoot('dist/src/platform/environment.js'));
  try {
    readEnvironment(process.env);
  } catch (error) {
    throw new Stop(error.message);
  }
}
