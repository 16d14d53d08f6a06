import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { toDate } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { networkOf } from '../../../platform/http/client-network';
import { findRiskEvent, markVerified, VERIFICATION_MINUTES } from '../store/risk-events';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.verify-risk': VerifyRisk;
  }
}

export interface VerifyRiskRequest {
  userId: number;
  openid: string;
  riskEventId: string;
  /** Of a new wx.login. */
  code: string;
  clientIp: string;
}

export interface VerifyRisk {
  /**
   * The user shows that he holds the WeChat account this user belongs to. From then on the network and device of the event are
   * familiar, and no rule asks for another verification there for half an hour. A repetition changes nothing.
   * @returns until when the verification holds
   * @throws Refusal NotFoundError (not an event of this user, or one from too long ago), WechatLoginError, WechatApiError,
   * RiskVerifyError when WeChat names another account
   */
  (request: VerifyRiskRequest): Promise<{ verifiedUntil: string }>;
}

const VERIFICATION_MS = VERIFICATION_MINUTES * 60_000;

export default ({ strapi }: { strapi: Core.Strapi }): VerifyRisk =>
  async ({ userId, openid, riskEventId, code, clientIp }) => {
    const event = await findRiskEvent(strapi.db.connection, { id: riskEventId, userId });
    const isRecent = event && toDate(event.created_at).getTime() > now(strapi).getTime() - VERIFICATION_MS;
    if (!isRecent) throw new Refusal('NotFoundError', { riskEventId });
    const proven = await getService(strapi, 'api::member.prove-identity')(code);
    if (proven.openid !== openid) throw new Refusal('RiskVerifyError', { reason: 'another_account' });
    // Asked after the exchange: the half hour begins when WeChat has answered.
    const at = now(strapi);
    await inTransaction(strapi, async (trx) => {
      await markVerified(trx, event.id, at);
      // A phone may have changed networks between the refusal and now; he is the same on both.
      for (const ip of new Set([event.ip ?? '', networkOf(clientIp)].sort()))
        if (ip !== '') await getService(strapi, 'api::payment.remember-ip')(trx, { userId, ip, at });
    });
    return { verifiedUntil: new Date(at.getTime() + VERIFICATION_MS).toISOString() };
  };
