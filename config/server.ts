import type { ConfigContext } from '../src/platform/strapi-config';
import { readEnvironment } from '../src/platform/environment';

// PostgreSQL stores datetimes in the process's local time, so every process must live in UTC.
process.env.TZ = 'UTC';

export default ({ env }: ConfigContext) => {
  const environment = readEnvironment(process.env);
  return {
    host: environment.HOST,
    port: environment.PORT,
    url: environment.PUBLIC_URL,
    proxy: { koa: environment.TRUST_PROXY },
    app: { keys: env.array('APP_KEYS') },
    logger: { updates: { enabled: false }, startup: { enabled: false } },
    webhooks: { populateRelations: false },
    cron: { enabled: false },
  };
};
