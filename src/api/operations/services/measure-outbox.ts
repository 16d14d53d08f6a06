import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { type StoredInstant, toDateOrNull, toInteger } from '../../../platform/database/rows';

export interface OutboxMeasure {
  /** Events that are not delivered yet, those that wait for their next attempt included. */
  pending: number;
  /** Events that nobody tries any more. */
  gaveUp: number;
  /** How long the longest overdue event has been waiting, in whole seconds. */
  lagSeconds: number;
}

/**
 * How far delivery of domain events lags behind. An event that failed is due again later and does not count as lag:
 * one broken handler must not take every instance out of service.
 */
const createService =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (): Promise<OutboxMeasure> => {
    const rows = (await strapi.db
      .connection('outbox_events')
      .whereIn('state', ['pending', 'gave_up'])
      .groupBy('state')
      .select('state')
      .count({ events: '*' })
      .min({ oldest: 'available_at' })) as { state: string; events: unknown; oldest: StoredInstant }[];
    const pending = rows.find(({ state }) => state === 'pending');
    const oldest = toDateOrNull(pending?.oldest);
    return {
      pending: toInteger(pending?.events),
      gaveUp: toInteger(rows.find(({ state }) => state === 'gave_up')?.events),
      lagSeconds: oldest ? Math.max(0, Math.floor((now(strapi).getTime() - oldest.getTime()) / 1000)) : 0,
    };
  };

export default createService;

declare module '../../../platform/get-service' {
  interface Services {
    'api::operations.measure-outbox': ReturnType<typeof createService>;
  }
}
