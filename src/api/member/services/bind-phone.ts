import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { now, resolve } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';
import { keyRingOf } from '../../../platform/security/key-ring';
import { lookupHash } from '../../../platform/security/lookup-key';
import { maskPhone } from '../../../platform/security/masking';
import { refusalOf } from '../wechat-refusal';

/** Codes live five minutes at WeChat; an answer is remembered for longer than that. */
const REMEMBER_SECONDS = 600;
const LOCK_SECONDS = 20;
const MAINLAND = '86';

/**
 * Exchanges the code of the phone-number button and stores the number encrypted, with a keyed hash for look-up.
 * The exchange is charged, so the same code is sent to WeChat once: a repetition waits and gets the first answer.
 * @throws Refusal WechatLoginError (code invalid or used), WechatApiError (WeChat is down)
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (userId: number, code: string): Promise<{ phoneMasked: string }> => {
    const { cache, locks } = resolve(strapi, 'mallard.state');
    const key = `phone-code:${userId}:${createHash('sha256').update(code).digest('hex')}`;
    return locks.withLock(key, LOCK_SECONDS, async () => {
      const earlier = await cache.get(key);
      if (earlier !== null) return { phoneMasked: earlier };
      const phone = await exchangeCode(strapi, code);
      await savePhone(strapi, userId, phone);
      const phoneMasked = maskPhone(phone);
      await cache.set(key, phoneMasked, REMEMBER_SECONDS);
      return { phoneMasked };
    });
  };

async function exchangeCode(strapi: Core.Strapi, code: string): Promise<string> {
  try {
    const { countryCode, phone } = await resolve(strapi, 'mallard.wechat-mini-program').phoneNumber(code);
    return countryCode === MAINLAND ? phone : `+${countryCode}${phone}`;
  } catch (error) {
    throw refusalOf(error, {
      zh: '手机号授权已失效，请重新授权',
      en: 'The phone number code is invalid or used, please authorise again',
    });
  }
}

async function savePhone(strapi: Core.Strapi, userId: number, phone: string): Promise<void> {
  const at = now(strapi);
  await inTransaction(strapi, async (trx) => {
    const { phone_hash: earlier } = (await trx('up_users').where({ id: userId }).forUpdate().first('phone_hash')) as {
      phone_hash: string | null;
    };
    await trx('up_users')
      .where({ id: userId })
      .update({
        phone_cipher: keyRingOf(strapi).encrypt(phone),
        phone_hash: lookupHash(strapi, phone),
        phone_masked: maskPhone(phone),
        updated_at: at,
      });
    // Changing the number later earns nothing, not even by a rule that is new, nor when the first one earned nothing.
    if (earlier !== null) return;
    await getService(strapi, 'api::points.award-points')(trx, {
      userId,
      scene: 'bind_phone',
      at,
      key: `bind_phone:${userId}`,
      description: '绑定手机号奖励',
    });
  });
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.bind-phone': ReturnType<typeof factory>;
  }
}
