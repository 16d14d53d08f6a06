import type { Core } from '@strapi/strapi';
import { resolve } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { isDraining } from '../../../platform/lifecycle/drain';
import { answersInTime } from '../../../platform/observability/answers-in-time';

const MAX_OUTBOX_LAG_SECONDS = 300;
const DATABASE_MS = 3_000;
const REDIS_MS = 2_000;

export interface Readiness {
  isReady: boolean;
  /** One sentence per thing that is wrong; empty when ready. */
  reasons: string[];
}

/** Whether this instance should get traffic. Every check has a deadline, so that the probe itself always answers. */
const createService =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (): Promise<Readiness> => {
    const [hasDatabase, hasRedis] = await Promise.all([
      answersInTime(DATABASE_MS, async () => strapi.db.connection.raw('select 1')),
      answersInTime(REDIS_MS, async () => resolve(strapi, 'mallard.state').ping()),
    ]);
    const reasons = [
      ...(isDraining(strapi) ? ['the instance is shutting down'] : []),
      ...(hasDatabase ? await outboxReasons(strapi) : ['the database does not answer']),
      ...(hasRedis ? [] : ['Redis does not answer']),
    ];
    return { isReady: reasons.length === 0, reasons };
  };

async function outboxReasons(strapi: Core.Strapi): Promise<string[]> {
  const { lagSeconds } = await getService(strapi, 'api::operations.measure-outbox')();
  if (lagSeconds <= MAX_OUTBOX_LAG_SECONDS) return [];
  return [`events wait for delivery since ${lagSeconds} s`];
}

export default createService;

declare module '../../../platform/get-service' {
  interface Services {
    'api::operations.check-readiness': ReturnType<typeof createService>;
  }
}
