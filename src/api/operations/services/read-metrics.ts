import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { observeEncryption, observeOutbox, registry } from '../../../platform/observability/metrics';

export interface MetricsText {
  text: string;
  contentType: string;
}

/** All metrics in Prometheus' text format; what lives in the database is measured at this moment. */
const createService =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (): Promise<MetricsText> => {
    observeOutbox(await getService(strapi, 'api::operations.measure-outbox')());
    observeEncryption(await getService(strapi, 'api::operations.measure-encryption')());
    return { text: await registry.metrics(), contentType: registry.contentType };
  };

export default createService;

declare module '../../../platform/get-service' {
  interface Services {
    'api::operations.read-metrics': ReturnType<typeof createService>;
  }
}
