import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { run } from './run.mjs';
import { Stop, step } from './terminal.mjs';

const MINIMUM_NODE = [20, 0];
const lock = inRoot('package-lock.json');
const stamp = inRoot('node_modules', '.mallard-lock');
const npmsOwnStamp = inRoot('node_modules', '.package-lock.json');

const lockHash = () => createHash('sha256').update(readFileSync(lock)).digest('hex');

/** Whether node_modules holds what the lock file says: by our own stamp, else by the time npm wrote its own. */
function isInstalled() {
  if (!existsSync(npmsOwnStamp)) return false;
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockHash();
  return statSync(npmsOwnStamp).mtimeMs >= statSync(lock).mtimeMs;
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
  throw new Stop(`需要 Node.js ${MINIMUM_NODE[0]} 或更新版本，当前是 ${process.versions.node}。`);
}

/** Installs the dependencies when they are missing or older than the lock file. */
export async function ensureInstalled() {
  requireNode();
  if (isInstalled()) return;
  await step('安装依赖（首次需要几分钟）', async () => {
    const code = await run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']);
    if (code !== 0) throw new Stop('依赖安装失败：请检查网络或 npm 镜像设置，再重新运行同一条命令。');
    writeFileSync(stamp, lockHash());
  });
}
