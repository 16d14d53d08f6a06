import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import type { ReturnShipmentBody } from '../after-sale-requests';
import { type AfterSaleRow, findCase, lockCase, releaseUnshipped } from '../store/after-sale-rows';
import { moveCase, type Settings } from '../store/move-case';
import { writeLog } from '../store/order-log';
import { lockOrder, type OrderRow } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.continue-after-sale': ReturnType<typeof factory>;
  }
}

interface OwnCase {
  userId: number;
  afterSaleNo: string;
}

interface Locked {
  order: OrderRow;
  row: AfterSaleRow;
  settings: Settings;
  at: Date;
}

/** What the buyer does with a case of his own. */
const factory = ({ strapi }: { strapi: Core.Strapi }) => {
  const withOwnCase = (own: OwnCase, work: (trx: Trx, locked: Locked) => Promise<void>): Promise<void> =>
    inTransaction(strapi, async (trx) => {
      const known = await findCase(trx, own.afterSaleNo);
      const order = known?.user_id === own.userId ? await lockOrder(trx, known.order_id) : undefined;
      if (!known || !order) throw new Refusal('NotFoundError', { afterSaleNo: own.afterSaleNo });
      const settings = await getService(strapi, 'api::operations.shop-settings').read(trx);
      await work(trx, { order, row: await lockCase(trx, known.id), settings, at: now(strapi) });
    });
  return {
    /**
     * Gives a case up; goods that were kept from being shipped go out again.
     * @throws Refusal NotFoundError, OrderStateError once money or goods are on their way
     */
    cancel: (own: OwnCase): Promise<void> =>
      withOwnCase(own, async (trx, { order, row, settings, at }) => {
        await moveCase(trx, { row, event: 'cancel', settings, at });
        await releaseUnshipped(trx, order, row);
        const { state } = order;
        await writeLog(trx, { order, event: 'after_sale_cancelled', from: state, to: state, actorType: 'user', at });
      }),

    /** Says with which parcel the goods come back. @throws Refusal NotFoundError, OrderStateError unless they are awaited */
    shipBack: (own: OwnCase, { carrier, trackingNo }: ReturnShipmentBody): Promise<void> =>
      withOwnCase(own, async (trx, { order, row, settings, at }) => {
        const parcel = { return_carrier: carrier, return_tracking_no: trackingNo, return_shipped_at: at };
        await moveCase(trx, { row, event: 'ship_back', settings, with: parcel, at });
        const note = `${carrier} ${trackingNo}`;
        const { state } = order;
        await writeLog(trx, {
          order,
          event: 'after_sale_returned',
          from: state,
          to: state,
          actorType: 'user',
          note,
          at,
        });
      }),
  };
};

export default factory;
