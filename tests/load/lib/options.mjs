import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Command line and environment of the benchmark. */
export function readOptions(argv, environment) {
  const { values } = parseArgs({
    args: argv,
    options: {
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      statements: { type: 'boolean', default: false },
      only: { type: 'string' },
      json: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      rate: { type: 'string', default: '100' },
    },
  });
  const mode = values.profile ? 'profile' : values.quick ? 'quick' : 'full';
  return {
    ...values,
    mode,
    steady: { seconds: whole('seconds', values.seconds, 200), rate: whole('rate', values.rate, 10_000) },
    only: values.only?.split(',') ?? (values.profile ? ['place', 'notify'] : null),
    profileDir: resolve('.tmp/profiles'),
    databaseUrl: environment.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres',
    redisUrl: environment.BENCH_REDIS_URL ?? 'redis://127.0.0.1:6379',
  };
}

function whole(name, text, most) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`--${name} must be a whole number from 1 to ${most}`);
}
