import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import pg from 'pg';
import { benchJob, measure, say } from './lib/job-bench.mjs';
import { SEEDED, seedLots, tellLots } from './lib/seed-lots.mjs';

const WARM_UP_USERS = 1_000;
/** Megabytes that may stay in use over what stayed after a few lots. */
const MOST_KEPT = 20;

const POLL_MS = 500;

const { values } = parseArgs({
  options: {
    lots: { type: 'string', default: '200000' },
    // The share of the lots after which the server is killed and another one goes on; 0: nobody is killed.
    kill: { type: 'string', default: '0' },
  },
});
const users = Math.ceil(Number(values.lots) / SEEDED.endedLots);
const lots = users * SEEDED.endedLots;

/** Expires many lots that ended on one midnight; wrong when one of them did not expire exactly once or the books do not add up. */
await benchJob({ file: resolve(import.meta.dirname, 'expiry-server.mjs') }, async (bench) => {
  const client = new pg.Client({ connectionString: bench.databaseUrl });
  await client.connect();
  try {
    await seedLots(client, { tag: 'w', users: WARM_UP_USERS });
    await bench.child.ask('expire');
    say(`PostgreSQL; writing ${lots} ended lots of ${users} users …`);
    await seedLots(client, { tag: 'm', users });
    const { child, done } =
      Number(values.kill) > 0 ? await killInTheMiddle(client, bench) : { child: bench.child, done: 0 };
    const keptBefore = await child.ask('keptMegabytes');
    say('expiring …');
    const measured = await measure(child, () => child.ask('expire'));
    const kept = (await child.ask('keptMegabytes')) - keptBefore;
    const again = await child.ask('expire');
    say('checking the books …');
    const found = { ...(await tellLots(client, { tag: 'm' })), again, violations: await child.ask('audit') };
    return report({ ...measured, kept, done }, found);
  } finally {
    await client.end();
  }
});

/** Lets a server expire a part of the lots, kills it where it stands, and starts another one. */
async function killInTheMiddle(client, { child, startAnother }) {
  const wanted = lots * Number(values.kill);
  say(`expiring, to be killed after ${wanted} lots …`);
  void child.ask('expire');
  while ((await tellLots(client, { tag: 'm' })).entries < wanted) await setTimeout(POLL_MS);
  child.kill();
  const next = await startAnother();
  const { entries: done } = await tellLots(client, { tag: 'm' });
  say(`killed after ${done} lots`);
  return { child: next, done };
}

function report({ result, seconds, before, peak, growth, kept, done }, found) {
  const expected = {
    users,
    entries: lots,
    lots,
    available: users * SEEDED.left,
    expired: users * SEEDED.lost,
    again: 0,
    violations: [],
  };
  const isRight = result === lots - done && isDeepStrictEqual(found, expected);
  const rows = {
    database: 'PostgreSQL',
    lots,
    users,
    ...(done > 0 ? { 'killed after': done } : {}),
    seconds: seconds.toFixed(1),
    'lots/s': Math.round(result / seconds),
    'RSS before MB': Math.round(before),
    'RSS peak MB': Math.round(peak),
    'growth MB': Math.round(growth),
    'kept MB': `${kept.toFixed(1)} (at most ${MOST_KEPT})`,
    result: isRight ? 'each lot expired once, the books add up' : `WRONG: ${JSON.stringify({ result, ...found })}`,
  };
  return { rows, isRight: isRight && kept <= MOST_KEPT };
}
