import type { Core } from '@strapi/strapi';
import { now, resolve } from '../../../platform/container';
import { createNumber } from '../../../platform/database/numbers';
import type { ProfitSharingRow } from '../store/profit-sharing-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.unfreeze-payment': UnfreezePayment;
  }
}

export interface UnfreezePayment {
  /**
   * Gives what is still frozen of a payment to the shop, and believes it only when WeChat says that nothing is frozen any more.
   * @throws Error when something still is
   */
  (sharing: ProfitSharingRow): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): UnfreezePayment =>
  async ({ id, transaction_id: transactionId }) => {
    const gateway = resolve(strapi, 'mallard.wechat-pay');
    const rows = () => strapi.db.connection('profit_sharings').where({ id, state: 'unfreezing' });
    if ((await gateway.queryUnsplitAmount(transactionId)) > 0) {
      // With a number that it knows WeChat answers 200 and does nothing; a second unfreezing moves no money.
      const outOrderNo = createNumber('U', now(strapi));
      const isStillWanted = await rows().update({ unfreeze_no: outOrderNo });
      // Somebody else has decided otherwise meanwhile, and WeChat takes no unfreezing back.
      if (isStillWanted === 0) return;
      await gateway.unfreeze({ transactionId, outOrderNo, description: '解冻剩余资金' });
      const left = await gateway.queryUnsplitAmount(transactionId);
      if (left > 0) throw new Error(`${String(left)} fen are still frozen`);
    }
    const at = now(strapi);
    await rows().update({ state: 'unfrozen', finished_at: at, next_attempt_at: null, attempts: 0, updated_at: at });
  };
