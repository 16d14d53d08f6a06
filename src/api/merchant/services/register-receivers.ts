import type { Core } from '@strapi/strapi';
import { WechatPayError } from '../../../gateways/wechat-pay/port';
import { now, resolve } from '../../../platform/container';
import { type ReceiverRow, receiverKeyOf } from '../store/receiver';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.register-receivers': RegisterReceivers;
  }
}

export interface RegisterReceivers {
  /** Tells WeChat about receivers it does not know as they stand now; returns how many were tried. */
  (): Promise<number>;
}

const LEASE_MS = 5 * 60_000;

/** Adding a receiver again changes nothing at WeChat, so a lost answer is simply asked for again. */
export default ({ strapi }: { strapi: Core.Strapi }): RegisterReceivers =>
  async () => {
    const merchants = (await strapi.db
      .connection('merchants')
      .where({ shares_profit: true })
      .whereNotNull('receiver_account')
      .orderBy('id')
      .select('*')) as ReceiverRow[];
    const unknown = merchants.filter((merchant) => merchant.receiver_key !== receiverKeyOf(merchant));
    let tried = 0;
    for (const merchant of unknown) {
      if (!(await claim(strapi, merchant))) continue;
      tried += 1;
      await register(strapi, merchant);
    }
    return tried;
  };

async function claim(strapi: Core.Strapi, { id }: ReceiverRow): Promise<boolean> {
  const at = now(strapi);
  const taken = await strapi.db
    .connection('merchants')
    .where({ id })
    .andWhere((due) => void due.whereNull('receiver_due_at').orWhere('receiver_due_at', '<=', at))
    .update({ receiver_due_at: new Date(at.getTime() + LEASE_MS) });
  return taken === 1;
}

async function register(strapi: Core.Strapi, merchant: ReceiverRow): Promise<void> {
  const merchants = strapi.db.connection('merchants').where({ id: merchant.id });
  try {
    await resolve(strapi, 'mallard.wechat-pay').addReceiver({
      type: merchant.receiver_type ?? 'MERCHANT_ID',
      account: merchant.receiver_account ?? '',
      ...(merchant.receiver_name ? { name: merchant.receiver_name } : {}),
      relation: 'STORE',
    });
    await merchants.update({
      receiver_state: 'added',
      receiver_error: null,
      receiver_key: receiverKeyOf(merchant),
      receiver_due_at: null,
    });
  } catch (error) {
    strapi.log.warn('a receiver of shares could not be added', { category: 'business', merchant: merchant.id });
    await merchants.update({ receiver_state: 'failed', receiver_error: reasonOf(error) });
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof WechatPayError ? error.wechatCode : undefined;
  const message = error instanceof Error ? error.message : String(error);
  return (code ? `${code}: ${message}` : message).slice(0, 250);
}
