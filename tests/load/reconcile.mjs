import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchJob, measure, say } from './lib/job-bench.mjs';

const WARM_UP_LINES = 20_000;
const WRONG_EVERY = 10_000;

const { values } = parseArgs({
  options: { lines: { type: 'string', default: '1000000' }, sqlite: { type: 'boolean', default: false } },
});
/** Megabytes by which the process may grow over what it needed for a small bill; SQLite works inside it. */
const mostGrowth = values.sqlite ? 350 : 250;
const database = values.sqlite ? 'SQLite' : 'PostgreSQL';
const lines = Number(values.lines);

/** Reconciles one huge day and prints time and memory; wrong when memory grew beyond its bound or the result is. */
await benchJob({ file: resolve(import.meta.dirname, 'reconcile-server.mjs'), ...values }, async ({ child }) => {
  say(`${database}; writing ${lines} payments …`);
  await child.ask('seedPayments', { date: '2026-03-02', lines, wrongEvery: WRONG_EVERY });
  await child.ask('reconcile', { date: '2026-03-04', lines: Math.min(WARM_UP_LINES, lines) });
  say('reconciling …');
  return report(await measure(child, () => child.ask('reconcile', { date: '2026-03-02', lines })));
});

function report({ result, seconds, before, peak, growth }) {
  const wrong = Math.ceil(lines / WRONG_EVERY);
  const isRight = result.differences === wrong && result.matched === lines - wrong;
  const rows = {
    database,
    lines,
    seconds: seconds.toFixed(1),
    'lines/s': Math.round(lines / seconds),
    'RSS before MB': Math.round(before),
    'RSS peak MB': Math.round(peak),
    'growth MB': `${Math.round(growth)} (at most ${mostGrowth})`,
    result: isRight ? `${result.matched} matched, ${result.differences} differ` : `WRONG: ${JSON.stringify(result)}`,
  };
  return { rows, isRight: isRight && !(growth > mostGrowth) };
}
