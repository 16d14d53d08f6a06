import type { Core } from '@strapi/strapi';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { getService } from '../../platform/get-service';
import { registerJob } from '../../platform/jobs/scheduler';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';
import { forgetSettingsOnWrite } from './forget-settings';
import { nameOpenApps, registerOpenApps } from './open-apps';
import { registerProbes } from './probe-routes';

export default {
  async register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    declareRecords(strapi, [
      'api::operations.audit-log',
      'api::operations.encrypted-column',
      'api::operations.outbox-event',
    ]);
    declareConstraints(strapi, constraints);
    labelContentTypes(strapi);
    registerJob(strapi, { name: 'nightly-audit', schedule: '0 40 3 * * *', run: auditNightly });
    registerJob(strapi, {
      name: 'renew-encryption',
      schedule: '50 * * * * *',
      run: (app) => getService(app, 'api::operations.renew-encryption')(),
    });
    registerProbes(strapi);
    forgetSettingsOnWrite(strapi);
    await registerOpenApps(strapi);
  },
  bootstrap({ strapi }: { strapi: Core.Strapi }): void {
    nameOpenApps(strapi);
  },
};

/** The books are checked every night; whatever does not add up is an alert, not a line among others. */
async function auditNightly(strapi: Core.Strapi): Promise<number> {
  const { violations } = await getService(strapi, 'api::operations.audit')();
  for (const violation of violations) strapi.log.error('the books do not add up', { category: 'audit', ...violation });
  return violations.length;
}
