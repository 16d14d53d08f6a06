import type { Core } from '@strapi/strapi';
import { declareDerived, declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { getService } from '../../platform/get-service';
import { registerJob } from '../../platform/jobs/scheduler';
import { declareEncryptedColumns } from '../../platform/security/encrypted-columns';
import { labelContentTypes } from './admin-labels';
import { constraints } from './constraints';
import { defineContactActions } from './contact-actions';
import { guardMerchantDeletion } from './guard-merchant-deletion';
import { guardState } from './guard-state';
import { defineMerchantActions } from './merchant-actions';
import { registerOperators } from './operators';
import { recordTerms } from './record-terms';
import { registerRepayments } from './repayments';
import { registerSettlements } from './settlements';

export default {
  async register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    declareRecords(strapi, [
      'api::merchant.merchant-staff',
      'api::merchant.merchant-operator',
      'api::merchant.payment-code',
    ]);
    declareConstraints(strapi, constraints);
    declareEncryptedColumns(strapi, [{ table: 'merchants', column: 'contact_phone_cipher' }]);
    labelContentTypes(strapi);
    const receiver = ['receiverState', 'receiverError', 'receiverKey', 'receiverDueAt'];
    declareDerived(strapi, 'api::merchant.merchant', [...receiver, 'takenUntil']);
    registerJob(strapi, {
      name: 'register-receivers',
      schedule: '20 * * * * *',
      run: (app) => getService(app, 'api::merchant.register-receivers')(),
    });
    guardState(strapi);
    recordTerms(strapi);
    await defineMerchantActions(strapi);
    await defineContactActions(strapi);
    await registerOperators(strapi);
    registerRepayments(strapi);
    await registerSettlements(strapi);
  },
  bootstrap({ strapi }: { strapi: Core.Strapi }): void {
    guardMerchantDeletion(strapi);
  },
};
