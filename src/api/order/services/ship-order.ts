import type { Core } from '@strapi/strapi';
import {
  chooseUnits,
  type HandoverUnits,
  holdsSame,
  statusAfterShipping,
  type WantedUnits,
} from '../../../domain/order/handover';
import type { OrderStatus } from '../../../domain/order/types';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { createNumber } from '../../../platform/database/numbers';
import { Refusal } from '../../../platform/errors/refusal';
import { unwrap } from '../../../platform/errors/unwrap';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { findEarlierResult, type IdempotentCall } from '../../../platform/http/idempotency';
import { requestShippingUpload } from '../request-shipping-upload';
import { handOver, handoverLinesOf, lockScopedOrder, type FulfilmentScope, type Operator } from '../store/fulfilment';
import { writeLog } from '../store/order-log';
import type { OrderRow } from '../store/order-rows';
import { findParcel, type ShipmentRow, unitsOf, writeShipment } from '../store/shipments';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.ship-order': ShipOrder;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'order.shipped': {
      orderNo: string;
      userId: number;
      shipmentNo: string;
      carrier: string;
      trackingNo: string;
      /** Nothing is left to hand over after this parcel. */
      isComplete: boolean;
    };
  }
}

export interface ShipRequest {
  orderNo: string;
  scope: FulfilmentScope;
  carrier: string;
  /** May be left out unless the order goes by express. */
  trackingNo?: string | undefined;
  /** Left out: everything that has not been handed over. */
  items?: readonly WantedUnits[] | undefined;
  operator: Operator;
  /** The caller's key and row id, where there is one; parcels with a number are known by it anyway. */
  idempotency?: { key: string | null; userId: number };
}

export interface ShipOrder {
  /**
   * Records a parcel that left the house; the same parcel of an order twice is one. Pieces, order, log and event move together.
   * @returns the parcel's own number
   * @throws Refusal NotFoundError outside the scope; OrderStateError when the order is not to be sent or nothing is left
   */
  (request: ShipRequest): Promise<{ shipmentNo: string }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ShipOrder =>
  (request) =>
    inTransaction(strapi, async (trx) => {
      const at = now(strapi);
      const shipmentNo = createNumber('F', at);
      const order = await lockScopedOrder(trx, request.orderNo, request.scope);
      const parcel = parcelOf(request, order, shipmentNo);
      const known = await findParcel(trx, order.id, parcel);
      if (known) return { shipmentNo: sameParcel(known, request.items) };
      const earlier = await findEarlierResult(trx, callOf(request, shipmentNo, at));
      if (earlier) return { shipmentNo: earlier };
      await ship(strapi, trx, { request, order, shipmentNo, ...parcel, at });
      return { shipmentNo };
    });

/** The number by which a parcel is known; what is delivered without one is known by its own. */
function parcelOf({ carrier, trackingNo }: ShipRequest, order: OrderRow, shipmentNo: string) {
  if (trackingNo === undefined && order.delivery_mode === 'express') {
    const issues = [{ path: 'trackingNo', message: 'required for express parcels' }];
    throw new Refusal(
      'ValidationError',
      { place: 'body', issues },
      { zh: '请填写快递单号', en: 'A tracking number is needed' },
    );
  }
  return { carrier, trackingNo: trackingNo ?? shipmentNo };
}

/** A parcel is known by its number. What it was said to hold stays so: other goods under its number would be told to nobody. */
function sameParcel(known: ShipmentRow, items: ShipRequest['items']): string {
  if (items && !holdsSame(items, unitsOf(known)))
    throw new Refusal(
      'BusinessError',
      { reason: 'parcel_recorded', shipmentNo: known.shipment_no },
      { zh: '这个单号已登记了其他商品，请核对快递单号', en: 'This parcel is recorded with other items' },
    );
  return known.shipment_no;
}

const callOf = (request: ShipRequest, shipmentNo: string, at: Date): IdempotentCall => ({
  scope: 'shipments',
  userId: request.idempotency?.userId ?? 0,
  key: request.idempotency?.key ?? null,
  input: [request.orderNo, request.carrier, request.trackingNo ?? null, request.items ?? null],
  result: shipmentNo,
  at,
});

interface Parcel {
  request: ShipRequest;
  order: OrderRow;
  shipmentNo: string;
  carrier: string;
  trackingNo: string;
  at: Date;
}

async function ship(strapi: Core.Strapi, trx: Trx, parcel: Parcel): Promise<void> {
  const { request, order, shipmentNo, carrier, trackingNo, at } = parcel;
  const state = unwrap(statusAfterShipping({ status: order.state, deliveryMode: order.delivery_mode }));
  const lines = await handoverLinesOf(trx, order.id);
  const units = unwrap(chooseUnits({ status: order.state, lines }, request.items));
  await handOver(trx, { order, units, at });
  await writeShipment(trx, { shipmentNo, order, carrier, trackingNo, units, operator: request.operator.name, at });
  await trx('orders')
    .where({ id: order.id })
    .update({ state, shipped_at: trx.raw('coalesce(shipped_at, ?)', [at]), updated_at: at });
  const isComplete = await getService(strapi, 'api::order.schedule-completion')(trx, { orderId: order.id, at });
  await requestShippingUpload(strapi, trx, { order, isComplete, at });
  await record(strapi, trx, { ...parcel, state, units, isComplete });
}

/** What others read of it: the order's log, the audit log, and the event. */
async function record(
  strapi: Core.Strapi,
  trx: Trx,
  done: Parcel & { state: OrderStatus; units: HandoverUnits[]; isComplete: boolean },
): Promise<void> {
  const { request, order, shipmentNo, carrier, trackingNo, state, units, isComplete, at } = done;
  const { operator } = request;
  await writeLog(trx, {
    order,
    event: 'ship',
    from: order.state,
    to: state,
    actorType: 'staff',
    actor: operator.name,
    note: `${carrier} ${trackingNo}`,
    at,
  });
  await writeAudit(strapi, trx, {
    actorType: operator.type,
    actor: operator.name,
    action: 'order.ship',
    subject: 'api::order.order',
    subjectId: order.document_id,
    before: { status: order.state },
    after: { status: state, shipmentNo, carrier, trackingNo, items: units },
    at,
  });
  await appendEvent(strapi, trx, {
    name: 'order.shipped',
    aggregateId: order.order_no,
    payload: { orderNo: order.order_no, userId: order.user_id, shipmentNo, carrier, trackingNo, isComplete },
    at,
  });
}
