import type { ConfigContext } from '../src/platform/strapi-config';
import { readEnvironment } from '../src/platform/environment';

// PostgreSQL stores datetimes in the process's local time, so every process must live in UTC.
process.env.TZ = 'UTC';

/** Connections that wait to be accepted; Node's own 511 lets a thousand customers of one moment wait for seconds, trying again. */
const BACKLOG = 4096;

export default ({ env }: ConfigContext) => {
  const environment = readEnvironment(process.env);
  const { HOST: host, PORT: port } = environment;
  return {
    host,
    port,
    // Strapi hands this to `server.listen`, which takes a path or these options.
    socket: { host, port, backlog: BACKLOG },
    url: environment.PUBLIC_URL,
    proxy: { koa: environment.TRUST_PROXY },
    app: { keys: env.array('APP_KEYS') },
    logger: { updates: { enabled: false }, startup: { enabled: false } },
    webhooks: { populateRelations: false },
    cron: { enabled: false },
  };
};
