import { application } from '../api';
import { outTradeNoOf } from '../notifications';
import { expectData, expectOk, expectRefusal } from './action';
import { openCase } from './after-sale-rules';
import { type Answer, answerOf } from './caller';
import { at, type CaseModel, isStanding, MINUTE, type Model, type OrderModel, orderOf } from './model';
import { closeOrder, learnFromWechat, payOrder } from './order-rules';
import { mergeItems, type Price, priceOf, type Wish } from './pricing';
import { type Builder, chooseOrder, type Draw, oneOf } from './steps';
import type { World } from './world';

const TIMEOUT = 15 * MINUTE;
const PAY_API = '/v3/pay/transactions/out-trade-no/';
const MODES = ['express', 'express', 'pickup', 'none'] as const;

function wishOf(world: World, draw: Draw): Wish {
  const mode = at(MODES, draw.a % MODES.length);
  const goods = mode === 'none' ? [3] : [0, 1, 2];
  const count = 1 + (draw.b % 3);
  const items = Array.from({ length: count }, (_, index) => ({
    sku: oneOf(goods, draw.c + index * (1 + (draw.b % 2))) ?? 0,
    quantity: 1 + ((draw.c >> (index * 2)) % 4),
  }));
  const buyer = draw.pick % world.buyers.length;
  return { buyer, mode, items, amount: 0, points: pointsOf(world, buyer, draw) };
}

/** None, a few, most, all, or – when wild – more than there are. */
function pointsOf(world: World, buyer: number, draw: Draw): number {
  const { available } = at(world.model.buyers, buyer);
  if (draw.isWild) return available + 1;
  return at([0, Math.min(available, 137), Math.floor(available / 2), available], (draw.a >> 2) % 4);
}

/** Puts an order into the model, or says why there must not be one. */
function place(model: Model, wish: Wish): { refused: string[] } | { price: Price; setNumber(orderNo: string): void } {
  const items = wish.mode === 'scan' ? [] : mergeItems(wish.items);
  if (items.some(({ sku, quantity }) => at(model.skus, sku).available < quantity))
    return { refused: ['InsufficientStockError'] };
  const account = at(model.buyers, wish.buyer);
  if (wish.points > account.available) return { refused: ['InsufficientPointsError'] };
  const price = priceOf(model, wish);
  for (const { sku, quantity } of items) {
    at(model.skus, sku).available -= quantity;
    at(model.skus, sku).reserved += quantity;
  }
  account.available -= price.pointsUsed;
  account.frozen += price.pointsUsed;
  const order = {
    orderNo: '',
    buyer: wish.buyer,
    mode: wish.mode,
    lines: price.lines,
    freight: price.freight,
    payAmount: price.payAmount,
    pointsUsed: price.pointsUsed,
    pointsEarned: price.pointsToEarn,
    status: 'pending_payment',
    expiresAt: model.at + TIMEOUT,
    paidAt: null,
    completedAt: null,
    lastParcelAt: null,
    refunded: 0,
    payments: [],
    cases: [],
  };
  model.orders.push(order);
  return { price, setNumber: (orderNo) => void (order.orderNo = orderNo) };
}

export const placeOrder: Builder = (world, draw) => {
  const wish = wishOf(world, draw);
  const body = {
    items: wish.items.map(({ sku, quantity }) => ({ skuId: world.skus[sku]?.documentId ?? '', quantity })),
    delivery: deliveryOf(world, wish),
    ...(wish.points > 0 ? { pointsToUse: wish.points } : {}),
  };
  return {
    label: `place ${JSON.stringify(wish)}`,
    touches: [],
    send: ({ caller, buyers }) =>
      answerOf(caller.as(at(buyers, wish.buyer)).post('/orders').set('Idempotency-Key', draw.tag).send(body)),
    explain: (model, answer) => {
      const known = model.keys[draw.tag];
      if (known !== undefined) return expectData(answer, { orderNo: known });
      const placed = place(model, wish);
      if ('refused' in placed) return expectRefusal(answer, placed.refused);
      remember(model, draw, { answer, placed });
      const { price } = placed;
      const { freight: freightAmount, payAmount, pointsUsed, pointsToEarn } = price;
      return expectOk(answer) ?? expectData(answer, { freightAmount, payAmount, pointsUsed, pointsToEarn });
    },
  };
};

function remember(
  model: Model,
  draw: Draw,
  { answer, placed }: { answer: Answer; placed: { setNumber(orderNo: string): void } },
): void {
  const orderNo = String(answer.data.orderNo);
  placed.setNumber(orderNo);
  model.keys[draw.tag] = orderNo;
}

const deliveryOf = (world: World, { mode, buyer }: Wish): object => {
  if (mode === 'express') return { mode, addressId: at(world.addressIds, buyer) };
  return mode === 'pickup' ? { mode, pickupPointId: world.pickupPointId } : { mode: 'none' };
};

/** Scanning opens order and payment in one call; an order that points pay in full is over at once. */
export const payByCode: Builder = (world, draw) => {
  const buyer = draw.pick % world.buyers.length;
  const wish: Wish = { buyer, mode: 'scan', items: [], amount: 1 + ((draw.b * 97 + draw.c) % 4_000), points: 0 };
  wish.points = pointsOf(world, buyer, draw);
  const body = { amount: wish.amount, ...(wish.points > 0 ? { pointsToUse: wish.points } : {}) };
  return {
    label: `scan ${JSON.stringify(wish)}`,
    touches: [],
    send: async ({ caller, buyers, paymentCode }) => {
      const request = caller.as(at(buyers, buyer)).post(`/payment-codes/${paymentCode}/pay`);
      return withPaymentNo(await answerOf(request.set('Idempotency-Key', draw.tag).send(body)));
    },
    explain: (model, answer) => {
      const known = model.keys[draw.tag];
      if (known !== undefined) return expectData(answer, { orderNo: known });
      const placed = place(model, wish);
      if ('refused' in placed) return expectRefusal(answer, placed.refused);
      if (!answer.isOk) return expectOk(answer);
      remember(model, draw, { answer, placed });
      startPayment(model, String(answer.data.orderNo), answer);
      return expectData(answer, { payAmount: placed.price.payAmount });
    },
  };
};

/** Adds the number under which WeChat knows the payment. */
async function withPaymentNo(answer: Answer, orderNo = answer.data.orderNo): Promise<Answer> {
  if (!answer.isOk || !answer.data.payParams) return answer;
  return { ...answer, data: { ...answer.data, outTradeNo: await outTradeNoOf(String(orderNo)) } };
}

function startPayment(model: Model, orderNo: string, { data }: Answer): void {
  const order = orderOf(model, orderNo);
  if (data.paid === true) {
    payOrder(model, order);
    return;
  }
  const outTradeNo = String(data.outTradeNo);
  const open = order.payments.find((payment) => payment.outTradeNo === outTradeNo);
  if (open) open.payParams = data.payParams;
  else
    order.payments.push({
      outTradeNo,
      payParams: data.payParams,
      isPaid: false,
      isKnown: false,
      isOpenHere: true,
      heldNotification: null,
    });
}

export const startToPay: Builder = (world, draw, orderNo) => {
  const isFit = ({ status }: { status: string }) => status === 'pending_payment';
  const order = chooseOrder(world, draw, { isFit, orderNo });
  if (!order) return null;
  return {
    label: `pay ${order.orderNo}`,
    touches: [order.orderNo],
    send: async ({ caller, buyers }) =>
      withPaymentNo(
        await answerOf(caller.as(at(buyers, order.buyer)).post(`/orders/${order.orderNo}/pay`).send({})),
        order.orderNo,
      ),
    explain: (model, answer) => {
      const now = orderOf(model, order.orderNo);
      if (isFreeAndPaid(now)) return answer.data.paid === true ? null : `answered ${answer.name} to a free order`;
      if (now.status !== 'pending_payment') return expectRefusal(answer, ['OrderStateError']);
      if (model.at >= now.expiresAt) return expectRefusal(answer, ['OrderExpiredError']);
      if (!answer.isOk) return expectOk(answer);
      if ((now.payAmount === 0) !== (answer.data.paid === true)) return 'paid without money, or not';
      startPayment(model, order.orderNo, answer);
      return null;
    },
  };
};

const isFreeAndPaid = ({ payAmount, status }: OrderModel): boolean =>
  payAmount === 0 && !['pending_payment', 'closed', 'refunded'].includes(status);

/** Unpaid: closed, unless WeChat has the money already. Paid and still here: everything that is left goes back. */
export const cancelOrder: Builder = (world, draw, orderNo) => {
  const isFit = ({ status }: { status: string }) =>
    ['pending_payment', 'awaiting_fulfilment', 'ready_for_pickup'].includes(status);
  const order = chooseOrder(world, draw, { isFit, orderNo });
  if (!order) return null;
  const isUnreachable = orderNo === undefined && draw.a % 4 === 0;
  return {
    label: `cancel ${order.orderNo}${isUnreachable ? ' while WeChat is unreachable' : ''}`,
    touches: [order.orderNo],
    send: async ({ caller, buyers }) => {
      const { control } = application().wechat;
      if (isUnreachable) control.addFault({ kind: 'reset-before', match: PAY_API, times: null });
      const request = caller.as(at(buyers, order.buyer)).post(`/orders/${order.orderNo}/cancel`).send({});
      return answerOf(request).finally(() => control.clearFaults());
    },
    explain: (model, answer) => explainCancel(model, answer, { orderNo: order.orderNo, isUnreachable }),
  };
};

function explainCancel(
  model: Model,
  answer: Answer,
  { orderNo, isUnreachable }: { orderNo: string; isUnreachable: boolean },
): string | null {
  const order = orderOf(model, orderNo);
  if (order.status === 'pending_payment' && !isUnreachable) learnFromWechat(model, order);
  else if (['awaiting_fulfilment', 'ready_for_pickup'].includes(order.status)) {
    // It may have been asked for while the order still looked unpaid, by who finds it paid in the end.
    const wasPaidMeanwhile = order.paidAt === model.at;
    if (wasPaidMeanwhile && !answer.isOk) return expectRefusal(answer, ['OrderStateError']);
    const items = order.lines.map((line, index) => ({
      line: index,
      quantity: line.quantity - unitsOf(order.cases.filter(isStanding), index),
    }));
    const wanted = items.filter(({ quantity }) => quantity > 0);
    const outcome = openCase(model, order, { type: 'refund_only', items: wanted });
    if ('refused' in outcome) return expectRefusal(answer, ['OrderStateError']);
    outcome.opened.afterSaleNo = newCaseIn(model, answer);
    return expectOk(answer);
  }
  if (order.status !== 'pending_payment') return expectRefusal(answer, ['OrderStateError']);
  closeOrder(model, order);
  if (!isUnreachable) for (const payment of order.payments) payment.isOpenHere = false;
  return expectOk(answer);
}

const unitsOf = (cases: CaseModel[], line: number): number =>
  cases
    .flatMap(({ items }) => items)
    .filter((item) => item.line === line)
    .reduce((sum, { quantity }) => sum + quantity, 0);

/** The number of the case the answer shows and the model has not met. */
function newCaseIn(model: Model, { data }: Answer): string {
  const known = new Set(model.orders.flatMap(({ cases }) => cases.map(({ afterSaleNo }) => afterSaleNo)));
  const shown = (data.afterSales ?? []) as { afterSaleNo: string }[];
  return shown.find(({ afterSaleNo }) => !known.has(afterSaleNo))?.afterSaleNo ?? '';
}
