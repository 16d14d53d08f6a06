import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { runNode } from './lib/run.mjs';
import { throwawaySecrets } from './lib/secrets.mjs';
import { main, say, Stop } from './lib/terminal.mjs';

const generated = inRoot('types', 'generated');

const contentsOf = (folder) =>
  existsSync(folder)
    ? Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
    : {};

function restore(contents) {
  mkdirSync(generated, { recursive: true });
  for (const [name, text] of Object.entries(contents)) writeFileSync(join(generated, name), text);
}

/**
 * `npm run types`: writes types/generated from the schemas of the content types, as `npm run dev` does at every start.
 * `--check` fails when what is committed was not up to date.
 */
await main(async () => {
  await ensureInstalled();
  const before = contentsOf(generated);
  // Strapi's generator ends well even when it broke off: only what it has written counts.
  rmSync(generated, { recursive: true, force: true });
  const scratch = mkdtempSync(join(tmpdir(), 'mallard-types-'));
  const code = await runNode([inRoot('node_modules/@strapi/strapi/bin/strapi.js'), 'ts:generate-types', '--silent'], {
    env: { ...throwawaySecrets(), NODE_ENV: 'development', TZ: 'UTC', DATABASE_FILE: join(scratch, 'types.db') },
    isQuiet: true,
  });
  rmSync(scratch, { recursive: true, force: true });
  const after = contentsOf(generated);
  if (code !== 0 || !('contentTypes.d.ts' in after)) {
    restore(before);
    throw new Stop('类型没有生成：npx strapi ts:generate-types --debug 会说明原因。');
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => before[name] !== after[name]);
  if (process.argv.includes('--check') && changed.length > 0)
    throw new Stop(`types/generated 不是最新的（${changed.join('、')}）：运行 npm run types 并提交。`);
  say(changed.length > 0 ? `types/generated 已更新：${changed.join('、')}` : 'types/generated 已是最新。');
});
