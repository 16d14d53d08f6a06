import type { Core } from '@strapi/strapi';
import { environmentOf, now } from '../../../src/platform/container';
import { inTransaction, type Trx } from '../../../src/platform/database/in-transaction';
import { randomTail } from '../../../src/platform/database/numbers';
import { newRow } from '../../../src/platform/database/rows';
import { createKeyRing } from '../../../src/platform/security/encryption';
import { maskPhone } from '../../../src/platform/security/masking';
import { ensureDocument } from '../ensure';
import { ensureMedia } from './media';
import { type DemoMerchant, MERCHANTS, type Person } from './merchant-list';
import { demoPicture } from './pictures';

const FIXED_AMOUNT = 1_880;

/** Merchants with their staff and payment codes. Staff and codes are records, so they are written by SQL. */
export async function seedMerchants(strapi: Core.Strapi): Promise<void> {
  for (const merchant of MERCHANTS) {
    const { id } = await ensureMerchant(strapi, merchant);
    await inTransaction(strapi, async (trx) => {
      if (merchant.applicant) await nameApplicant(trx, { merchantId: id, person: merchant.applicant, at: now(strapi) });
      for (const person of merchant.staff) {
        await insertOnce(trx, 'merchant_staff', {
          ...newRow(now(strapi)),
          merchant_id: id,
          user_id: await ensureUser(trx, person, now(strapi)),
          role: person.role,
          enabled: true,
        });
      }
      if (merchant.codeNumber) await createCodes(trx, { merchantId: id, number: merchant.codeNumber, at: now(strapi) });
    });
  }
}

async function ensureMerchant(strapi: Core.Strapi, merchant: DemoMerchant) {
  const {
    slug,
    name,
    phone,
    look: _look,
    staff: _staff,
    applicant: _applicant,
    codeNumber: _number,
    ...data
  } = merchant;
  const ring = createKeyRing(environmentOf(strapi).ENCRYPTION_KEYS);
  const logo = await ensureMedia(strapi, demoPicture(`merchant-${slug}`));
  return ensureDocument(strapi, 'api::merchant.merchant', {
    key: { name },
    data: { ...data, logo, contactPhoneCipher: ring.encrypt(phone), contactPhoneMasked: maskPhone(phone) },
  });
}

async function ensureUser(trx: Trx, person: Person, at: Date): Promise<number> {
  const level = (await trx('member_levels').where('growth_threshold', '<=', 0).first('id')) as
    { id: number } | undefined;
  await insertOnce(trx, 'up_users', {
    ...newRow(at),
    openid: person.openid,
    username: `wx_${person.openid}`,
    nickname: person.nickname,
    provider: 'wechat',
    confirmed: true,
    blocked: false,
    gender: 'unknown',
    growth: 0,
    level_id: level?.id ?? null,
    invite_code: randomTail(8),
    registered_via: 'demo',
  });
  const row = (await trx('up_users').where({ openid: person.openid }).first('id')) as { id: number };
  return row.id;
}

async function nameApplicant(trx: Trx, { merchantId, person, at }: { merchantId: number; person: Person; at: Date }) {
  await trx('merchants')
    .where({ id: merchantId })
    .update({ applicant_id: await ensureUser(trx, person, at) });
}

async function createCodes(trx: Trx, { merchantId, number, at }: { merchantId: number; number: number; at: Date }) {
  const codes = [
    { code: `DEMOCODE${number}OPEN`, title: '收银台', fixed_amount: null },
    { code: `DEMOCODE${number}FIXED`, title: '招牌套餐', fixed_amount: FIXED_AMOUNT },
  ];
  for (const code of codes) {
    await insertOnce(trx, 'payment_codes', { ...newRow(at), ...code, merchant_id: merchantId, enabled: true });
  }
}

/** Every one of these tables has a unique index on its natural key. */
async function insertOnce(trx: Trx, table: string, row: Record<string, unknown>): Promise<void> {
  await trx(table).insert(row).onConflict().ignore();
}
