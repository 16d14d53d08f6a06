import type { Core } from '@strapi/strapi';
import { guardDeletion, hasReference } from '../../platform/content/deletion-guard';

/** Users with a history stay, and levels with members or with products for them alone: anybody could buy those without the level. */
export function guardDeletions(strapi: Core.Strapi): void {
  guardDeletion(strapi, {
    uid: 'plugin::users-permissions.user',
    isReferenced: async (trx, ids) =>
      (await hasReference(trx, { table: 'orders', column: 'user_id' }, ids)) ||
      (await hasReference(trx, { table: 'growth_records', column: 'user_id' }, ids)) ||
      (await hasReference(trx, { table: 'points_records', column: 'user_id' }, ids)),
    sentence: {
      zh: '该用户有订单或积分记录，不能删除；如需停用，请将其设为“已封禁”',
      en: 'This user has orders or points and cannot be deleted; block the user instead',
    },
    cleanUp: async (trx, ids) => {
      for (const table of ['favorites', 'browsing_records']) await trx(table).whereIn('user_id', ids).delete();
      await trx('invitations').whereIn('invitee_id', ids).delete();
    },
  });
  guardDeletion(strapi, {
    uid: 'api::member.member-level',
    isReferenced: async (trx, ids) =>
      (await hasReference(trx, { table: 'up_users', column: 'level_id' }, ids)) ||
      hasReference(trx, { table: 'products_member_level_lnk', column: 'member_level_id' }, ids),
    sentence: {
      zh: '还有会员属于该等级，或者有商品只卖给该等级，不能删除；可以修改它的名称、门槛和权益',
      en: 'Members hold this level or products are kept for it; change its name, threshold or benefits instead',
    },
  });
}
