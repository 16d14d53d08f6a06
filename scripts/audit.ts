import { resolve } from 'node:path';
import { createStrapi, type Core } from '@strapi/strapi';

interface OldEncryption {
  newestKeyId: string;
  places: { place: string; values: number }[];
}

/** Says whether older encryption keys are still needed: the answer to wait for before one is removed. */
async function tellOfKeys(strapi: Core.Strapi): Promise<void> {
  const count = strapi.service('api::operations.count-old-encryption') as unknown as () => Promise<OldEncryption>;
  const { newestKeyId, places } = await count();
  if (places.length === 0) {
    process.stdout.write(`加密：所有数据都已用最新密钥 ${newestKeyId} 加密；列表里还有旧密钥的话，可以移除。\n`);
    return;
  }
  const total = places.reduce((sum, { values }) => sum + values, 0);
  process.stdout.write(`加密：还有 ${total} 个值没有换成最新密钥 ${newestKeyId}，旧密钥要保留。\n`);
  for (const { place, values } of places) process.stdout.write(`    ${place}：${values}\n`);
}

/** Checks the books of the configured database and says what does not add up; exit code 1 when anything does not. */
async function main(): Promise<number> {
  process.env.JOBS_ENABLED = 'false';
  process.env.LOG_LEVEL = process.env.LOG_LEVEL ?? 'error';
  const root = resolve(__dirname, '../..');
  const strapi = await createStrapi({ appDir: root, distDir: resolve(root, 'dist'), serveAdminPanel: false }).load();
  const audit = strapi.service('api::operations.audit') as unknown as () => Promise<{
    checked: string[];
    violations: { check: string; rows: unknown[] }[];
  }>;
  const { checked, violations } = await audit();
  for (const name of checked) {
    const violation = violations.find(({ check }) => check === name);
    process.stdout.write(`${violation ? '✗' : '✓'} ${name}\n`);
    for (const row of violation?.rows ?? []) process.stdout.write(`    ${JSON.stringify(row)}\n`);
  }
  process.stdout.write(
    violations.length > 0 ? `${violations.length} 项不平，请先停止发放并核查。\n` : '账目全部平衡。\n',
  );
  await tellOfKeys(strapi);
  await strapi.destroy();
  return violations.length > 0 ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(2);
  },
);
