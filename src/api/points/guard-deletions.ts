import type { Core } from '@strapi/strapi';
import { guardDeletion, hasReference } from '../../platform/content/deletion-guard';

/** A rule that has given points stays, because the ledger names it. */
export function guardDeletions(strapi: Core.Strapi): void {
  guardDeletion(strapi, {
    uid: 'api::points.points-rule',
    isReferenced: (trx, ids) => hasReference(trx, { table: 'points_records', column: 'rule_id' }, ids),
    sentence: {
      zh: '已有积分按此规则发放，不能删除；如需停用，请关闭“启用”',
      en: 'Points were given by this rule, so it cannot be deleted; disable it instead',
    },
  });
}
