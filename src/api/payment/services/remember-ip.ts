import type { Core } from '@strapi/strapi';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import { networkOf } from '../../../platform/http/client-network';
import { lookupHash } from '../../../platform/security/lookup-key';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.remember-ip': RememberIp;
  }
}

export interface RememberIp {
  /**
   * Notes that the user was seen on the network of this address: he signed in, paid or verified himself there.
   * @param seen.ip an address, or a network that `networkOf` made of one
   */
  (trx: Trx, seen: { userId: number; ip: string; at: Date }): Promise<void>;
}

/** What is kept instead of the address; only this shop can make it. */
export const ipHashOf = (strapi: Core.Strapi, network: string): string => lookupHash(strapi, `ip:${network}`);

export default ({ strapi }: { strapi: Core.Strapi }): RememberIp =>
  async (trx, { userId, ip, at }) => {
    await trx('familiar_ips')
      .insert({ ...newRow(at), user_id: userId, ip_hash: ipHashOf(strapi, networkOf(ip)), last_seen_at: at })
      .onConflict(['user_id', 'ip_hash'])
      .merge({ last_seen_at: at, updated_at: at });
  };
