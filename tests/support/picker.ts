import fc from 'fast-check';
import { scenarioSeed } from './scenario/seed';

/** A whole number from 0 to `most`, both included. */
export type Pick = (most: number) => number;

const DRAWS = 10_000;

/**
 * Draws for tests that trade at random. Like the random search it draws the same everywhere; `SCENARIO_SEED=random` draws anew, and
 * says with which number the same comes again.
 */
export function seededPick(): Pick {
  const wanted = scenarioSeed();
  const seed = wanted ?? Math.floor(Math.random() * 2 ** 31);
  if (wanted === undefined) process.stderr.write(`SCENARIO_SEED=${seed} draws this again\n`);
  const draws = fc.sample(fc.noBias(fc.nat()), { seed, numRuns: DRAWS });
  return (most) => {
    const draw = draws.pop();
    if (draw === undefined) throw new Error(`more than ${DRAWS} draws`);
    return draw % (most + 1);
  };
}
