/**
 * The seed of a random search. It is fixed, so that the same tree gives the same result everywhere; `SCENARIO_SEED=random` goes
 * where nobody has been, and a number repeats what was found there.
 */
export function scenarioSeed(): number | undefined {
  const wanted = process.env.SCENARIO_SEED;
  if (wanted === 'random') return undefined;
  return wanted ? Number(wanted) : DEFAULT_SEED;
}

/** The same as a parameter of `fc.assert`. */
export function drawnFromSeed(): { seed?: number } {
  const seed = scenarioSeed();
  return seed === undefined ? {} : { seed };
}

const DEFAULT_SEED = 2_026;
