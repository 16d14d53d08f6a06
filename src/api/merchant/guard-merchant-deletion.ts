import type { Core } from '@strapi/strapi';
import { type ForeignKey, guardDeletion, hasReference } from '../../platform/content/deletion-guard';
import type { Trx } from '../../platform/database/in-transaction';

/**
 * Everything that names a merchant. What is limited to a merchant would belong to the whole shop without it: an open app would see
 * every order, a points rule count everywhere.
 */
const REFERENCES: readonly ForeignKey[] = [
  { table: 'orders', column: 'merchant_id' },
  { table: 'products_merchant_lnk', column: 'merchant_id' },
  { table: 'payment_codes', column: 'merchant_id' },
  { table: 'settlements', column: 'merchant_id' },
  { table: 'merchant_repayments', column: 'merchant_id' },
  { table: 'shipments', column: 'merchant_id' },
  { table: 'after_sales', column: 'merchant_id' },
  { table: 'profit_sharings', column: 'merchant_id' },
  { table: 'merchant_staff', column: 'merchant_id' },
  { table: 'merchant_operators', column: 'merchant_id' },
  { table: 'open_apps', column: 'merchant_id' },
  { table: 'points_rules_merchants_lnk', column: 'merchant_id' },
];

/** A merchant that anything belongs to stays: it is suspended instead. */
export function guardMerchantDeletion(strapi: Core.Strapi): void {
  guardDeletion(strapi, {
    uid: 'api::merchant.merchant',
    isReferenced,
    sentence: {
      zh: '该商户还有订单、结算单、商品、收款码、员工、后台账号、开放应用或积分规则，不能删除，请改为暂停',
      en: 'Orders, settlements, products, payment codes, staff, accounts, open apps or points rules belong to it; suspend it instead',
    },
  });
}

async function isReferenced(trx: Trx, ids: number[]): Promise<boolean> {
  // Whoever adds something to the merchant now waits, and finds it gone.
  await trx('merchants').whereIn('id', ids).orderBy('id').forUpdate().select('id');
  for (const reference of REFERENCES) if (await hasReference(trx, reference, ids)) return true;
  return false;
}
