import type {} from '../../../src/api/order/services/ship-order';
import { getService } from '../../../src/platform/get-service';
import { application } from '../api';
import { atShop } from '../fulfilment';
import { database } from '../members';
import { expectOk, expectRefusal } from './action';
import { type Answer, answerOf, outcomeOf } from './caller';
import { at, isHandedOver, type Model, orderOf, type OrderModel, unitsLeft } from './model';
import { completeOrder, handOver } from './order-rules';
import { type Builder, chooseOrder, type Draw, oneOf } from './steps';

const isToBeSent = (order: OrderModel): boolean =>
  order.mode === 'express' && ['awaiting_fulfilment', 'shipped'].includes(order.status) && !isHandedOver(order);

/** Some units of one line, or nothing named: everything that is left. */
function parcelOf(order: OrderModel, draw: Draw): { line: number; quantity: number }[] | undefined {
  const lines = order.lines.map((line, index) => ({ line: index, quantity: unitsLeft(line) }));
  const chosen = oneOf(
    lines.filter(({ quantity }) => quantity > 0),
    draw.b,
  );
  if (draw.a % 2 === 0 || !chosen) return undefined;
  return [{ line: chosen.line, quantity: draw.isWild ? chosen.quantity + 1 : 1 + (draw.c % chosen.quantity) }];
}

/** By the merchant over HTTP or by operations; the same parcel twice is one. */
export const shipOrder: Builder = (world, draw, orderNo) => {
  const order = chooseOrder(world, draw, { isFit: isToBeSent, orderNo });
  if (!order || order.mode === 'scan' || order.mode === 'none') return null;
  const parcel = parcelOf(order, draw);
  const trackingNo = `T${draw.tag}`;
  const body = {
    carrier: 'SF',
    trackingNo,
    ...(parcel ? { items: parcel.map((units) => toWish(world.model, order, units)) } : {}),
  };
  return {
    label: `ship ${order.orderNo} ${JSON.stringify(parcel ?? 'everything')}`,
    touches: [order.orderNo],
    send: (live) =>
      draw.c % 3 === 0
        ? shipAsOperations(order.orderNo, body)
        : answerOf(atShop(live.shop.owner, live.shop).post(`/merchant/orders/${order.orderNo}/ship`).send(body)),
    explain: (model, answer) => explainParcel(model, answer, { orderNo: order.orderNo, parcel, key: trackingNo }),
  };
};

const shipAsOperations = (orderNo: string, body: { carrier: string; trackingNo: string; items?: never[] | object[] }) =>
  outcomeOf(
    getService(
      application().strapi,
      'api::order.ship-order',
    )({
      orderNo,
      scope: { merchantId: null },
      operator: { type: 'admin', name: 'scenario' },
      ...(body as { carrier: string; trackingNo: string }),
    }),
  );

const toWish = (model: Model, order: OrderModel, { line, quantity }: { line: number; quantity: number }) => ({
  skuId: at(model.skus, at(order.lines, line).sku).documentId,
  quantity,
});

function explainParcel(
  model: Model,
  answer: Answer,
  { orderNo, parcel, key }: { orderNo: string; parcel: ReturnType<typeof parcelOf>; key: string },
): string | null {
  if (model.keys[`${orderNo} ${key}`] !== undefined) return expectOk(answer);
  const order = orderOf(model, orderNo);
  const isEnough = (parcel ?? []).every(({ line, quantity }) => quantity <= unitsLeft(at(order.lines, line)));
  if (!isToBeSent(order) || !isEnough) return expectRefusal(answer, ['OrderStateError']);
  if (!answer.isOk) return expectOk(answer);
  handOver(model, order, parcel);
  order.status = 'shipped';
  model.keys[`${orderNo} ${key}`] = 'sent';
  return null;
}

export const preparePickup: Builder = (world, draw, orderNo) => {
  const isFit = (order: OrderModel) =>
    order.mode === 'pickup' && order.status === 'awaiting_fulfilment' && !isHandedOver(order);
  const order = chooseOrder(world, draw, { isFit, orderNo });
  if (!order || order.mode === 'scan') return null;
  return {
    label: `prepare ${order.orderNo}`,
    touches: [order.orderNo],
    send: ({ shop }) =>
      answerOf(atShop(shop.owner, shop).post(`/merchant/orders/${order.orderNo}/prepare-pickup`).send({})),
    explain: (model, answer) => {
      const now = orderOf(model, order.orderNo);
      if (!isFit(now)) return expectRefusal(answer, ['OrderStateError']);
      now.status = 'ready_for_pickup';
      return expectOk(answer);
    },
  };
};

const TO_BE_PICKED_UP: ReadonlySet<string> = new Set(['awaiting_fulfilment', 'ready_for_pickup']);

/** Only codes that were given out: somebody who guesses is locked out. */
export const verifyPickup: Builder = async (world, draw, orderNo) => {
  const isReady = (order: OrderModel) =>
    order.mode === 'pickup' && TO_BE_PICKED_UP.has(order.status) && !isHandedOver(order);
  const order = chooseOrder(world, draw, { isFit: isReady, orderNo });
  if (order?.mode !== 'pickup') return null;
  const row = (await database()('orders').where({ order_no: order.orderNo }).first('pickup_code')) as {
    pickup_code: string | null;
  };
  const pickupCode = row.pickup_code;
  if (!pickupCode) return null;
  return {
    label: `hand ${order.orderNo} over for its code`,
    touches: [order.orderNo],
    send: ({ shop }) => answerOf(atShop(shop.owner, shop).post('/merchant/verifications').send({ pickupCode })),
    explain: (model, answer) => {
      const now = orderOf(model, order.orderNo);
      if (!isReady(now)) return expectRefusal(answer, ['PickupCodeError']);
      handOver(model, now);
      completeOrder(model, now);
      return expectOk(answer);
    },
  };
};

export const confirmReceipt: Builder = (world, draw, orderNo) => {
  const isFit = (order: OrderModel) => order.status === 'shipped' && isHandedOver(order);
  const order = chooseOrder(world, draw, { isFit, orderNo });
  if (!order) return null;
  return {
    label: `confirm receipt of ${order.orderNo}`,
    touches: [order.orderNo],
    send: ({ caller, buyers }) =>
      answerOf(caller.as(at(buyers, order.buyer)).post(`/orders/${order.orderNo}/confirm-receipt`).send({})),
    explain: (model, answer) => {
      const now = orderOf(model, order.orderNo);
      if (!isFit(now)) return expectRefusal(answer, ['OrderStateError']);
      completeOrder(model, now);
      return expectOk(answer);
    },
  };
};
