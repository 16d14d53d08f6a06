import { resolve } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import pg from 'pg';
import { benchJob, measure, say } from './lib/job-bench.mjs';
import { SEEDED, seedLots, tellLots } from './lib/seed-lots.mjs';

const WARM_UP_USERS = 1_000;
/** Megabytes that may stay in use over what stayed after a few lots. */
const MOST_KEPT = 20;

const { values } = parseArgs({ options: { lots: { type: 'string', default: '200000' } } });
const users = Math.ceil(Number(values.lots) / SEEDED.endedLots);
const lots = users * SEEDED.endedLots;

/** Expires many lots that ended on one midnight; wrong when one of them did not expire exactly once or the books do not add up. */
await benchJob({ file: resolve(import.meta.dirname, 'expiry-server.mjs') }, async ({ child, databaseUrl }) => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await seedLots(client, { tag: 'w', users: WARM_UP_USERS });
    await child.ask('expire');
    const keptBefore = await child.ask('keptMegabytes');
    say(`PostgreSQL; writing ${lots} ended lots of ${users} users …`);
    await seedLots(client, { tag: 'm', users });
    say('expiring …');
    const measured = await measure(child, () => child.ask('expire'));
    const kept = (await child.ask('keptMegabytes')) - keptBefore;
    const again = await child.ask('expire');
    say('checking the books …');
    const found = { ...(await tellLots(client, { tag: 'm' })), again, violations: await child.ask('audit') };
    return report({ ...measured, kept }, found);
  } finally {
    await client.end();
  }
});

function report({ result, seconds, before, peak, growth, kept }, found) {
  const expected = {
    users,
    entries: lots,
    lots,
    available: users * SEEDED.left,
    expired: users * SEEDED.lost,
    again: 0,
    violations: [],
  };
  const isRight = result === lots && isDeepStrictEqual(found, expected);
  const rows = {
    database: 'PostgreSQL',
    lots,
    users,
    seconds: seconds.toFixed(1),
    'lots/s': Math.round(lots / seconds),
    'RSS before MB': Math.round(before),
    'RSS peak MB': Math.round(peak),
    'growth MB': Math.round(growth),
    'kept MB': `${kept.toFixed(1)} (at most ${MOST_KEPT})`,
    result: isRight ? 'each lot expired once, the books add up' : `WRONG: ${JSON.stringify({ result, ...found })}`,
  };
  return { rows, isRight: isRight && kept <= MOST_KEPT };
}
