import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';
import { dropCached } from '../../../platform/http/response-cache';
import { keyRingOf } from '../../../platform/security/key-ring';
import type { ProfileChange } from '../requests';
import { setPicture } from '../store/pictures';
import { toColumns } from '../store/profile-columns';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.change-profile': ChangeProfile;
  }
}

export interface ChangeProfileRequest {
  merchant: { id: number; documentId: string };
  operator: { documentId: string; openid: string };
  change: ProfileChange;
}

export interface ChangeProfile {
  /**
   * Staff change what customers read about their merchant. Texts pass WeChat's content security first; name and contact are audited.
   * @throws Refusal BusinessError for a text that WeChat calls risky or could not judge, and for a picture nobody uploaded
   */
  (request: ChangeProfileRequest): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ChangeProfile =>
  async (request) => {
    const { merchant, operator, change } = request;
    const texts = [change.name, change.introduction, change.businessHours, change.address];
    await getService(strapi, 'api::merchant.judge-texts')(operator, texts);
    await inTransaction(strapi, async (trx) => {
      const at = now(strapi);
      const { logo, ...columns } = change;
      await trx('merchants')
        .where({ id: merchant.id })
        .update({ ...toColumns(columns, keyRingOf(strapi)), updated_at: at });
      if (logo !== undefined) await setPicture(trx, merchant.id, { field: 'logo', url: logo });
      await writeAudit(strapi, trx, {
        actorType: 'user',
        actor: operator.documentId,
        action: 'merchant.change-profile',
        subject: 'api::merchant.merchant',
        subjectId: merchant.documentId,
        // The names of the fields, and no phone number.
        after: { fields: Object.keys(change), ...(change.name === undefined ? {} : { name: change.name }) },
        at,
      });
    });
    await dropCached(strapi, ['api::merchant.merchant']);
  };
