import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

/** Settings of the measured server: sandbox keys, limits out of the way, jobs left to another instance as in production. */
export function serverEnvironment({ databaseUrl, redisUrl, folder }) {
  const secret = () => randomBytes(24).toString('hex');
  return {
    NODE_ENV: 'test',
    TZ: 'UTC',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'warn',
    APP_KEYS: `${secret()},${secret()}`,
    API_TOKEN_SALT: secret(),
    ADMIN_JWT_SECRET: secret(),
    TRANSFER_TOKEN_SALT: secret(),
    ENCRYPTION_KEY: randomBytes(16).toString('hex'),
    JWT_SECRET: secret(),
    ENCRYPTION_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    STRAPI_TELEMETRY_DISABLED: 'true',
    WECHAT_MODE: 'sandbox',
    SANDBOX_DIR: folder,
    SANDBOX_CREDENTIALS: join(folder, 'sandbox-credentials.json'),
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_MAX: '20',
    REDIS_URL: redisUrl ?? '',
    JOBS_ENABLED: 'false',
    RATE_LIMIT_READS_PER_MINUTE: '1000000',
    RATE_LIMIT_WRITES_PER_MINUTE: '1000000',
    RATE_LIMIT_PAYMENTS_PER_MINUTE: '1000000',
    RATE_LIMIT_LOGINS_PER_MINUTE: '1000000',
    RISK_PAYMENTS_PER_MINUTE: '1000000',
  };
}
