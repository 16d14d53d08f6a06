import { winston } from '@strapi/logger';
import type { Core } from '@strapi/strapi';
import { readEnvironment } from '../src/platform/environment';
import { redact } from '../src/platform/observability/log-format';

const { combine, errors, json, printf, timestamp } = winston.format;

/** Lines are written before Strapi exists, too. */
function traceIdOfRequest(): string | undefined {
  const strapi = globalThis.strapi as Core.Strapi | undefined;
  return (strapi?.requestContext.get()?.state as { traceId?: string } | undefined)?.traceId;
}

/** Names the request a line belongs to and hides what must not be logged. */
const enrich = winston.format((info) => {
  const traceId = traceIdOfRequest();
  for (const [key, value] of Object.entries(info)) info[key] = redact(value);
  return traceId ? Object.assign(info, { traceId }) : info;
});

const humanLine = printf(
  ({ timestamp: at, level, message, stack, category: _category, traceId: _traceId, ...rest }) => {
    const extra = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : '';
    return `${String(at)} ${level} ${String(stack ?? message)}${extra}`;
  },
);

export default () => {
  const environment = readEnvironment(process.env);
  return {
    level: environment.LOG_LEVEL,
    // The format must stand at the top level: inside a transport Strapi's colours would leak into `level`.
    format: combine(errors({ stack: true }), enrich(), timestamp(), environment.isProduction ? json() : humanLine),
    transports: [new winston.transports.Console()],
  };
};
