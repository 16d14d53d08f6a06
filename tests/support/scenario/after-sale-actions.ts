import type {} from '../../../src/api/order/services/decide-after-sale';
import { getService } from '../../../src/platform/get-service';
import { application } from '../api';
import { atShop } from '../fulfilment';
import { type Action, expectOk, expectRefusal } from './action';
import { approve, endCase, openCase, SILENCE_HOURS } from './after-sale-rules';
import { answerOf, outcomeOf } from './caller';
import { at, caseOf, type CaseModel, HOUR, isStanding, type Model, orderOf, type OrderModel } from './model';
import { type Builder, chooseOrder, type Draw, oneOf } from './steps';
import type { World } from './world';

const PAID = ['awaiting_fulfilment', 'ready_for_pickup', 'shipped', 'completed'];

/** Units that no case has taken yet; when wild one more than there are. */
function wishFor(order: OrderModel, draw: Draw): { line: number; quantity: number }[] {
  const free = order.lines.map((line, index) => {
    const taken = order.cases.filter(isStanding).flatMap(({ items }) => items.filter((item) => item.line === index));
    return { line: index, quantity: taken.reduce((left, item) => left - item.quantity, line.quantity) };
  });
  const candidates = free.filter(({ quantity }) => quantity > 0);
  if (draw.a % 4 === 0) return candidates;
  const chosen = oneOf(candidates, draw.b);
  if (!chosen) return draw.isWild && order.lines.length > 0 ? [{ line: 0, quantity: 1 }] : [];
  return [{ ...chosen, quantity: draw.isWild ? chosen.quantity + 1 : 1 + (draw.c % chosen.quantity) }];
}

/** Less than everything in one of three cases, sometimes more than there is. */
const amountFor = (draw: Draw): number | undefined => (draw.b % 3 === 0 ? 1 + ((draw.c * 131) % 3_000) : undefined);

export const askForMoney: Builder = (world, draw, orderNo) => {
  const isFit = ({ status, lines, cases, payAmount }: OrderModel) =>
    PAID.includes(status) && (lines.length > 0 || (payAmount > 0 && !cases.some(isStanding)));
  const order = chooseOrder(world, draw, { isFit, orderNo });
  if (!order) return null;
  const type = draw.a % 3 === 0 ? 'return_refund' : 'refund_only';
  const items = wishFor(order, draw);
  if (order.lines.length > 0 && items.length === 0) return null;
  const amount = amountFor(draw);
  const body = {
    type,
    items: items.map(({ line, quantity }) => ({ skuId: skuOf(world, order, line), quantity })),
    reason: '不想要了',
    ...(amount === undefined ? {} : { amount }),
  };
  return {
    label: `ask for money of ${order.orderNo} ${type} ${JSON.stringify(items)} ${amount ?? ''}`,
    touches: [order.orderNo],
    send: ({ caller, buyers }) => {
      const request = caller.as(at(buyers, order.buyer)).post(`/orders/${order.orderNo}/after-sales`);
      return answerOf(request.set('Idempotency-Key', draw.tag).send(body));
    },
    explain: (model, answer) => {
      if (model.keys[draw.tag] !== undefined) return expectOk(answer);
      const outcome = openCase(model, orderOf(model, order.orderNo), { type, items, amount });
      if ('refused' in outcome) return expectRefusal(answer, outcome.refused);
      const afterSaleNo = String(answer.data.afterSaleNo);
      outcome.opened.afterSaleNo = afterSaleNo;
      model.keys[draw.tag] = afterSaleNo;
      return expectOk(answer);
    },
  };
};

const skuOf = (world: World, order: OrderModel, line: number): string =>
  at(world.model.skus, at(order.lines, line).sku).documentId;

interface CaseDeed {
  verb: string;
  /** States of a case in which it makes sense. */
  states: readonly string[];
  send: (world: World, order: OrderModel, afterSaleNo: string) => ReturnType<Action['send']>;
  apply: (model: Model, order: OrderModel, found: CaseModel) => void;
}

/** A deed on one case, which only some of its states allow. */
const onCase =
  (deedOf: (draw: Draw) => CaseDeed): Builder =>
  (world, draw, orderNo) => {
    const deed = deedOf(draw);
    const orders = world.model.orders.filter((order) => orderNo === undefined || order.orderNo === orderNo);
    const all = orders.flatMap((order) => order.cases.map((found) => ({ order, found })));
    const fit = all.filter(({ found }) => draw.isWild || deed.states.includes(found.status));
    const chosen = oneOf(fit, draw.pick);
    if (!chosen) return null;
    const { afterSaleNo } = chosen.found;
    return {
      label: `${deed.verb} ${afterSaleNo} of ${chosen.order.orderNo}`,
      touches: [chosen.order.orderNo],
      send: (live) => deed.send(live, chosen.order, afterSaleNo),
      explain: (model, answer) => {
        const { order, found } = caseOf(model, afterSaleNo);
        if (!deed.states.includes(found.status)) return expectRefusal(answer, ['OrderStateError']);
        deed.apply(model, order, found);
        return expectOk(answer);
      },
    };
  };

const VERDICTS = { approve: 'approve', reject: 'reject', receive_return: 'receive-return' } as const;
type Verdict = keyof typeof VERDICTS;

/** The merchant over HTTP for its own goods, operations for all others and now and then. */
const decide =
  (draw: Draw, verdict: Verdict): CaseDeed['send'] =>
  (world, order, afterSaleNo) =>
    draw.b % 2 === 0 || order.mode === 'scan'
      ? decideCentrally(afterSaleNo, verdict)
      : decideAtShop(world, afterSaleNo, verdict);

function decideAtShop({ shop }: World, afterSaleNo: string, verdict: Verdict): ReturnType<Action['send']> {
  const path = `/merchant/after-sales/${afterSaleNo}/${VERDICTS[verdict]}`;
  return answerOf(atShop(shop.owner, shop).post(path).send({ reason: '按规则处理' }));
}

const decideCentrally = (afterSaleNo: string, verdict: Verdict) =>
  outcomeOf(
    getService(
      application().strapi,
      'api::order.decide-after-sale',
    )({
      afterSaleNo,
      merchantId: null,
      verdict,
      note: verdict === 'reject' ? '不符合条件' : null,
      operator: { type: 'admin', name: 'scenario' },
    }),
  );

export const decideCase: Builder = onCase((draw) =>
  draw.a % 3 === 0
    ? {
        verb: 'reject',
        states: ['pending', 'returned'],
        send: decide(draw, 'reject'),
        apply: (_model, order, found) => endCase(order, found, 'rejected'),
      }
    : {
        verb: 'approve',
        states: ['pending'],
        send: decide(draw, 'approve'),
        apply: approve,
      },
);

export const receiveReturn: Builder = onCase((draw) => ({
  verb: 'receive the goods of',
  states: ['returned'],
  send: decide(draw, 'receive_return'),
  apply: approve,
}));

export const cancelCase: Builder = onCase(() => ({
  verb: 'give up',
  states: ['pending', 'awaiting_return'],
  send: ({ caller, buyers }, order, afterSaleNo) =>
    answerOf(caller.as(at(buyers, order.buyer)).post(`/after-sales/${afterSaleNo}/cancel`).send({})),
  apply: (_model, order, found) => endCase(order, found, 'cancelled'),
}));

export const shipBack: Builder = onCase((draw) => ({
  verb: 'send back',
  states: ['awaiting_return'],
  send: ({ caller, buyers }, order, afterSaleNo) => {
    const request = caller.as(at(buyers, order.buyer)).post(`/after-sales/${afterSaleNo}/return-shipment`);
    return answerOf(request.send({ carrier: 'SF', trackingNo: `R${draw.tag}` }));
  },
  apply: (model, _order, found) => {
    found.status = 'returned';
    found.dueAt = model.at + SILENCE_HOURS.returned * HOUR;
  },
}));

/** What silence does to a case that is due: the shop's agrees, the buyer's gives up. */
export function endSilence(model: Model, order: OrderModel, found: CaseModel): void {
  if (found.dueAt === null || found.dueAt > model.at) return;
  if (found.status === 'awaiting_return') endCase(order, found, 'cancelled');
  else approve(model, order, found);
}
