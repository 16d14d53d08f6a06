import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';
import { countResults } from './results.mjs';
import { runNode } from './run.mjs';
import { findSpecFolder } from './spec-folder.mjs';

/** The suites of the project. The wired ones share one application, so they run in band. */
export const suites = [
  { name: 'unit', title: '单元测试', projects: ['unit'] },
  { name: 'contract', title: '微信协议契约测试', projects: ['contract'], isInBand: true },
  { name: 'integration', title: '接口集成测试', projects: ['integration'], isInBand: true },
  { name: 'invariants', title: '并发与不变式测试', projects: ['invariants'], isInBand: true },
];

/** Where the services of a run on PostgreSQL and Redis are; emptied, a run uses SQLite and memory. */
const withoutServices = { TEST_DATABASE_URL: '', TEST_REDIS_URL: '', DATABASE_URL: '', REDIS_URL: '' };

/**
 * Runs one suite.
 * @returns how many tests passed and failed; a suite that could not run counts as one failure
 */
export async function runSuite(suite, options = {}) {
  const { env = withoutServices, args = [] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'mallard-results-'));
  const outputFile = join(folder, 'results.json');
  const jest = [
    ...['--no-warnings', inRoot('node_modules/jest/bin/jest.js'), '--selectProjects', ...suite.projects],
    ...(suite.isInBand ? ['--runInBand'] : []),
    ...['--passWithNoTests', '--json', `--outputFile=${outputFile}`, ...args],
  ];
  try {
    const code = await runNode(jest, { env: { ...env, MALLARD_SPEC_DIR: findSpecFolder() }, isStdoutDropped: true });
    return countResults(outputFile, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
