import { resolve } from 'node:path';
import { z } from 'zod';

const optionalText = z.string().trim().min(1).optional();
const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'])
    .default(fallback ? 'true' : 'false')
    .transform((value) => value === 'true');
const limit = (fallback: number) => z.coerce.number().int().min(1).default(fallback);
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** Stored values name their key by its id. */
function haveDifferentIds(keys: string): boolean {
  const ids = keys.split(',').map((key) => key.split(':')[0]);
  return new Set(ids).size === ids.length;
}

const schema = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65535).default(1337),
  PUBLIC_URL: url.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  DATABASE_FILE: z.string().default('.data/mallard.db'),
  DATABASE_POOL_MAX: limit(20),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must start with redis://')
    .optional(),
  SHOP_TIMEZONE: z.string().default('Asia/Shanghai').refine(isTimeZone, 'is not a known time zone'),
  WECHAT_MODE: z.enum(['live', 'sandbox']).optional(),
  ALLOW_SANDBOX_IN_PRODUCTION: flag(false),
  SANDBOX_DIR: z.string().default('.data'),
  SIMULATOR_PORT: z.coerce.number().int().min(0).max(65535).default(1338),
  WECHAT_APP_ID: optionalText,
  WECHAT_APP_SECRET: optionalText,
  WECHAT_API_URL: url.optional(),
  WECHAT_PUSH_TOKEN: optionalText,
  WECHAT_PUSH_AES_KEY: z.string().length(43, 'must have 43 characters').optional(),
  WECHAT_PAY_MCH_ID: optionalText,
  WECHAT_PAY_API_V3_KEY: z.string().length(32, 'must have exactly 32 characters').optional(),
  WECHAT_PAY_CERT_SERIAL: optionalText,
  WECHAT_PAY_PRIVATE_KEY: optionalText,
  WECHAT_PAY_URL: url.optional(),
  WECHAT_PAY_PUBLIC_KEY_ID: optionalText,
  WECHAT_PAY_PUBLIC_KEY: optionalText,
  ENCRYPTION_KEYS: z
    .string()
    .regex(/^[\w-]+:[A-Za-z0-9+/]{43}=(,[\w-]+:[A-Za-z0-9+/]{43}=)*$/, 'must look like id:base64-of-32-bytes')
    .refine(haveDifferentIds, 'must give every key an id of its own'),
  JWT_SECRET: z.string().min(16, 'must have at least 16 characters'),
  // Strapi reads these five itself; they are checked here so that a missing one is named in one sentence.
  APP_KEYS: z.string().min(1),
  ADMIN_JWT_SECRET: z.string().min(1),
  API_TOKEN_SALT: z.string().min(1),
  TRANSFER_TOKEN_SALT: z.string().min(1),
  ENCRYPTION_KEY: z.string().min(1),
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  JOBS_ENABLED: flag(true),
  SEED_DEMO: flag(false),
  METRICS_TOKEN: optionalText,
  TRUST_PROXY: flag(false),
  TRUST_PROXY_HOPS: limit(1),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'http', 'debug', 'silly']).default('info'),
  RATE_LIMIT_READS_PER_MINUTE: limit(100),
  RATE_LIMIT_WRITES_PER_MINUTE: limit(60),
  RATE_LIMIT_PAYMENTS_PER_MINUTE: limit(5),
  RATE_LIMIT_LOGINS_PER_MINUTE: limit(30),
  RATE_LIMIT_IP_FACTOR: limit(100),
  RISK_ENABLED: flag(true),
  RISK_PAYMENTS_PER_MINUTE: z.coerce.number().int().min(1).optional(),
});

const liveNeeds = [
  'WECHAT_APP_ID',
  'WECHAT_APP_SECRET',
  'WECHAT_PAY_MCH_ID',
  'WECHAT_PAY_API_V3_KEY',
  'WECHAT_PAY_CERT_SERIAL',
  'WECHAT_PAY_PRIVATE_KEY',
  'PUBLIC_URL',
] as const;

export type Environment = Omit<z.infer<typeof schema>, 'WECHAT_MODE' | 'PUBLIC_URL'> & {
  WECHAT_MODE: 'live' | 'sandbox';
  PUBLIC_URL: string;
  isProduction: boolean;
  sandboxCredentialsFile: string;
};

/** A start-up refusal: the message is the whole story, so the stack is left out. */
export class ConfigurationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigurationError';
    this.stack = `ConfigurationError: ${message}`;
  }
}

/**
 * Reads and checks the process environment once, at start.
 * Empty strings count as unset, because `.env` files and compose files often carry them.
 * @throws ConfigurationError with one sentence that names the first wrong variable
 */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? 'environment');
    const missing = given[name] === undefined;
    throw new ConfigurationError(
      missing ? `${name} is required but not set.` : `${name} is not valid: ${issue?.message ?? ''}.`,
    );
  }
  return complete(parsed.data);
}

function complete(values: z.infer<typeof schema>): Environment {
  const isProduction = values.NODE_ENV === 'production';
  const mode = values.WECHAT_MODE ?? (isProduction ? 'live' : 'sandbox');
  if (mode === 'sandbox' && isProduction && !values.ALLOW_SANDBOX_IN_PRODUCTION) {
    throw new ConfigurationError(
      'WECHAT_MODE=sandbox is refused in production unless ALLOW_SANDBOX_IN_PRODUCTION=true.',
    );
  }
  if (values.SEED_DEMO && isProduction) {
    throw new ConfigurationError('SEED_DEMO=true is refused in production: demo data does not belong in a real shop.');
  }
  if (mode === 'live') requireLiveValues(values);
  return {
    ...values,
    WECHAT_MODE: mode,
    PUBLIC_URL: values.PUBLIC_URL ?? `http://127.0.0.1:${values.PORT}`,
    isProduction,
    sandboxCredentialsFile: resolve(values.SANDBOX_DIR, 'sandbox-credentials.json'),
  };
}

function requireLiveValues(values: z.infer<typeof schema>): void {
  const missing = liveNeeds.find((name) => values[name] === undefined);
  if (missing) throw new ConfigurationError(`${missing} is required when WECHAT_MODE is live.`);
  if ((values.WECHAT_PAY_PUBLIC_KEY_ID === undefined) !== (values.WECHAT_PAY_PUBLIC_KEY === undefined)) {
    throw new ConfigurationError('WECHAT_PAY_PUBLIC_KEY_ID and WECHAT_PAY_PUBLIC_KEY must be set together.');
  }
}
