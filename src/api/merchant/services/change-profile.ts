import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
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
   * Nothing goes out that WeChat has not passed: unlike a review, a merchant's name stands beside every amount that is paid to it.
   * @throws Refusal BusinessError for a text that WeChat calls risky or could not judge, and for a picture nobody uploaded
   */
  (request: ChangeProfileRequest): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ChangeProfile =>
  async (request) => {
    await judgeTexts(strapi, request);
    await inTransaction(strapi, async (trx) => {
      const at = now(strapi);
      const { merchant, operator, change } = request;
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

const IS_RISKY = {
  zh: '内容含有不合适的文字，请修改后再提交',
  en: 'The text is not suitable, please change it',
};
const IS_UNCHECKED = {
  zh: '内容没有通过自动审核，请修改后重试，或联系平台运营代为修改',
  en: 'The text could not be approved; change it, try again, or ask the operator of the shop',
};

async function judgeTexts(strapi: Core.Strapi, { operator, change }: ChangeProfileRequest): Promise<void> {
  const content = [change.name, change.introduction, change.businessHours, change.address].filter(Boolean).join('\n');
  if (content === '') return;
  const check = getService(strapi, 'api::wechat.check-content');
  const { verdict } = await check.text({ openid: operator.openid, scene: 'profile', content });
  if (verdict === 'risky') throw new Refusal('BusinessError', { reason: 'content_risky' }, IS_RISKY);
  if (verdict === 'review') throw new Refusal('BusinessError', { reason: 'content_unchecked' }, IS_UNCHECKED);
}
