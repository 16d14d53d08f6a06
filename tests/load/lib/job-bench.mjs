import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.mjs';
import { createDatabase } from './database.mjs';
import { serverEnvironment } from './environment.mjs';

const SAMPLE_MS = 50;

export const say = (text) => process.stderr.write(`${text}\n`);

/**
 * Measures one job of a server that has a database of its own, and ends the process: code 0 when the work says that the result
 * is right, 1 when it is not, 2 when it failed.
 * @param work gets `{ child, databaseUrl, startAnother }` – another server on the same database – and returns `{ rows, isRight }`
 */
export async function benchJob({ file, sqlite = false }, work) {
  const cleanUps = [];
  const cleanUp = async () => {
    for (const undo of cleanUps.splice(0).reverse())
      await Promise.resolve(undo()).catch((error) => say(`clean-up: ${error.message}`));
  };
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
  try {
    const { rows, isRight } = await work(await startServer({ file, sqlite, cleanUps }));
    for (const [name, value] of Object.entries(rows)) process.stdout.write(`${name.padEnd(14)} ${value}\n`);
    process.exitCode = isRight ? 0 : 1;
  } catch (error) {
    say(error.stack);
    process.exitCode = 2;
  } finally {
    await cleanUp();
  }
}

async function startServer({ file, sqlite, cleanUps }) {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-bench-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  const server = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
  const database = sqlite ? null : await createDatabase(server);
  if (database) cleanUps.push(database.drop);
  const settings = serverEnvironment({ databaseUrl: database?.url ?? '', redisUrl: null, folder });
  const env = { ...settings, DATABASE_FILE: join(folder, 'bench.db') };
  const startAnother = async () => {
    const child = await startChild(file, { env, execArgv: ['--expose-gc'] });
    cleanUps.push(child.stop);
    return child;
  };
  return { child: await startAnother(), databaseUrl: database?.url, startAnother };
}

/** Seconds a deed takes, and megabytes by which the process grows meanwhile. */
export async function measure(child, deed) {
  const before = child.usage().rssMegabytes;
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, child.usage().rssMegabytes)), SAMPLE_MS);
  const started = performance.now();
  try {
    const result = await deed();
    return { result, seconds: (performance.now() - started) / 1000, before, peak, growth: peak - before };
  } finally {
    clearInterval(timer);
  }
}
