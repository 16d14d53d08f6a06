import { resolve } from 'node:path';
import { createStrapi } from '@strapi/strapi';

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
