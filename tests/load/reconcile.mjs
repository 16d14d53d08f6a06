import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startChild } from './lib/child.mjs';
import { createDatabase } from './lib/database.mjs';
import { serverEnvironment } from './lib/environment.mjs';

const WARM_UP_LINES = 20_000;
const WRONG_EVERY = 10_000;
const SAMPLE_MS = 50;

const { values } = parseArgs({
  options: { lines: { type: 'string', default: '1000000' }, sqlite: { type: 'boolean', default: false } },
});
/** Megabytes by which the process may grow over what it needed for a small bill; SQLite works inside it. */
const mostGrowth = values.sqlite ? 350 : 250;
const lines = Number(values.lines);
const say = (text) => process.stderr.write(`${text}\n`);
const cleanUps = [];

/** Reconciles one huge day and prints time and memory; exit code 1 when memory grew beyond its bound or the result is wrong. */
async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-bench-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  const server = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
  const database = values.sqlite ? null : await createDatabase(server);
  if (database) cleanUps.push(database.drop);
  const settings = serverEnvironment({ databaseUrl: database?.url ?? '', redisUrl: null, folder });
  const env = { ...settings, DATABASE_FILE: join(folder, 'bench.db') };
  const child = await startChild(resolve(import.meta.dirname, 'reconcile-server.mjs'), { env });
  cleanUps.push(child.stop);
  say(`${values.sqlite ? 'SQLite' : 'PostgreSQL'}; writing ${lines} payments …`);
  await child.ask('seedPayments', { date: '2026-03-02', lines, wrongEvery: WRONG_EVERY });
  await child.ask('reconcile', { date: '2026-03-04', lines: Math.min(WARM_UP_LINES, lines) });
  const before = child.usage().rssMegabytes;
  say('reconciling …');
  const peak = watchMemory(child);
  const started = performance.now();
  const result = await child.ask('reconcile', { date: '2026-03-02', lines });
  const seconds = (performance.now() - started) / 1000;
  return report({ result, seconds, before, peak: peak() });
}

function watchMemory(child) {
  let highest = 0;
  const timer = setInterval(() => (highest = Math.max(highest, child.usage().rssMegabytes)), SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return highest;
  };
}

function report({ result, seconds, before, peak }) {
  const growth = peak - before;
  const wrong = Math.ceil(lines / WRONG_EVERY);
  const isRight = result.differences === wrong && result.matched === lines - wrong;
  const rows = {
    database: values.sqlite ? 'SQLite' : 'PostgreSQL',
    lines,
    seconds: seconds.toFixed(1),
    'lines/s': Math.round(lines / seconds),
    'RSS before MB': Math.round(before),
    'RSS peak MB': Math.round(peak),
    'growth MB': `${Math.round(growth)} (at most ${mostGrowth})`,
    result: isRight ? `${result.matched} matched, ${result.differences} differ` : `WRONG: ${JSON.stringify(result)}`,
  };
  for (const [name, value] of Object.entries(rows)) process.stdout.write(`${name.padEnd(14)} ${value}\n`);
  return isRight && !(growth > mostGrowth);
}

async function cleanUp() {
  for (const undo of cleanUps.splice(0).reverse())
    await Promise.resolve(undo()).catch((error) => say(`clean-up: ${error.message}`));
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void cleanUp().finally(() => process.exit(130)));

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  say(error.stack);
  process.exitCode = 2;
} finally {
  await cleanUp();
}
