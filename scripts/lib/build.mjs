import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { inRoot, root } from './paths.mjs';
import { runNode } from './run.mjs';
import { throwawaySecrets } from './secrets.mjs';
import { Stop, step } from './terminal.mjs';

const dist = inRoot('dist');
const hashFile = join(dist, '.build-hash');
const panelEntry = join(dist, 'build', 'index.html');
const serverEntry = join(dist, 'src', 'index.js');

const isPanelSource = (path) => /^src\/(admin|plugins\/[^/]+\/admin)\//.test(path);

/** What each half is made of; the panel's texts and packages come from the lock file's versions. */
const sources = {
  server: { roots: ['src', 'config', 'database', 'types', 'scripts'], files: ['tsconfig.json', 'package-lock.json'] },
  panel: { roots: ['src'], files: ['config/admin.ts', 'config/plugins.ts', 'package-lock.json'] },
};

const belongs = {
  server: (path) => !isPanelSource(path) && (!path.startsWith('scripts/') || path.endsWith('.ts')),
  panel: isPanelSource,
};

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** A fingerprint of everything that one half of the build depends on. */
function hashOf(half) {
  const files = sources[half].roots
    .flatMap((folder) => filesBelow(inRoot(folder)))
    .map((path) => relative(root, path).split(sep).join('/'))
    .filter(belongs[half]);
  const hash = createHash('sha256');
  for (const path of [...files, ...sources[half].files].sort()) {
    if (existsSync(inRoot(path)))
      hash
        .update(path)
        .update('\0')
        .update(readFileSync(inRoot(path)))
        .update('\0');
  }
  return hash.digest('hex');
}

function readHashes() {
  try {
    return JSON.parse(readFileSync(hashFile, 'utf8'));
  } catch {
    return {};
  }
}

const isServerFresh = () => existsSync(serverEntry) && readHashes().server === hashOf('server');
const isPanelFresh = () => existsSync(panelEntry) && readHashes().panel === hashOf('panel');

function remember(hashes) {
  mkdirSync(dist, { recursive: true });
  writeFileSync(hashFile, JSON.stringify(hashes));
}

/** Compiled files of deleted sources would keep deleted services alive; the panel is kept, because it takes long to make. */
function wipeServer() {
  for (const name of existsSync(dist) ? readdirSync(dist) : []) {
    if (name !== 'build') rmSync(join(dist, name), { recursive: true, force: true });
  }
}

export async function compileServer() {
  const { panel } = readHashes();
  const server = hashOf('server');
  wipeServer();
  const code = await runNode([inRoot('node_modules/typescript/bin/tsc'), '-p', inRoot('tsconfig.json')]);
  if (code !== 0) throw new Stop('编译失败：请先修正上面列出的类型错误。');
  remember({ server, panel });
}

async function buildAll() {
  const hashes = { server: hashOf('server'), panel: hashOf('panel') };
  rmSync(dist, { recursive: true, force: true });
  const code = await runNode([inRoot('node_modules/@strapi/strapi/bin/strapi.js'), 'build'], {
    env: {
      ...throwawaySecrets(),
      NODE_ENV: 'production',
      WECHAT_MODE: 'sandbox',
      ALLOW_SANDBOX_IN_PRODUCTION: 'true',
      SEED_DEMO: 'false',
    },
    isQuiet: true,
  });
  if (code !== 0 || !existsSync(panelEntry)) throw new Stop('构建失败：原因见上面的输出。');
  remember(hashes);
}

/** Compiles the server when a source changed since the last time. */
export async function ensureCompiled() {
  if (!isServerFresh()) await step('编译服务端', compileServer);
}

/** Makes server and admin panel ready to run: the panel only when the panel changed. */
export async function ensureBuilt() {
  if (!isPanelFresh()) await step('构建服务端与管理后台（约 1 分钟）', buildAll);
  else await ensureCompiled();
}

/** Builds everything anew. */
export const rebuild = () => step('构建服务端与管理后台', buildAll);

/** To be called before something else writes into dist/. */
export const forgetBuild = () => rmSync(hashFile, { force: true });
