import { application } from '../api';
import { database } from '../members';
import { expectRefusal } from './action';
import { answerOf, type Answer } from './caller';
import { at, orderOf, type OrderModel, type PaymentModel } from './model';
import { learnOfPayment } from './order-rules';
import { type Builder, type Draw, oneOf } from './steps';
import type { World } from './world';

const NOTIFY = ['normal', 'none', 'duplicate', 'none'] as const;
const control = () => application().wechat.control;

interface Chosen {
  order: OrderModel;
  payment: PaymentModel;
}

function choosePayment(
  world: World,
  draw: Draw,
  { isFit, orderNo }: { isFit: (chosen: Chosen) => boolean; orderNo: string | undefined },
): Chosen | undefined {
  const orders = world.model.orders.filter((order) => orderNo === undefined || order.orderNo === orderNo);
  const all = orders.flatMap((order) => order.payments.map((payment) => ({ order, payment })));
  return oneOf(
    all.filter((chosen) => draw.isWild || isFit(chosen)),
    draw.pick,
  );
}

const paymentIn = (orders: OrderModel[], outTradeNo: string): PaymentModel => {
  const payment = orders.flatMap(({ payments }) => payments).find((known) => known.outTradeNo === outTradeNo);
  if (!payment) throw new Error(`the model has no payment ${outTradeNo}`);
  return payment;
};

/** The user's thumb: what WeChat says of it is a fact, also for an order that was closed meanwhile or is paid already. */
export const payAtWechat: Builder = (world, draw, orderNo) => {
  const chosen = choosePayment(world, draw, { isFit: ({ payment }) => !payment.isPaid, orderNo });
  if (!chosen) return null;
  const { order, payment } = chosen;
  const notify = at(NOTIFY, draw.b % NOTIFY.length);
  return {
    label: `pay ${order.orderNo} at WeChat by ${payment.outTradeNo}, notification ${notify}`,
    touches: [order.orderNo],
    send: async ({ buyers }): Promise<Answer> => {
      const { openid } = at(buyers, order.buyer);
      const { errMsg, ...data } = await control().pay({ payParams: payment.payParams as never, openid, notify });
      return { isOk: errMsg.endsWith(':ok'), name: data.reason ?? 'ok', data: { ...data } };
    },
    explain: (model, answer) => {
      const now = orderOf(model, order.orderNo);
      const paid = paymentIn(model.orders, payment.outTradeNo);
      if (!answer.isOk) {
        const mayFail = paid.isPaid || now.status !== 'pending_payment' || model.at >= now.expiresAt;
        return mayFail || !paid.isOpenHere ? null : `WeChat refused: ${answer.name}`;
      }
      if (paid.isPaid) return 'WeChat took the money twice';
      paid.isPaid = true;
      if (notify === 'none') paid.heldNotification = String(answer.data.notificationId);
      else if (!model.isToldLate) learnOfPayment(model, now, paid);
      return null;
    },
  };
};

/** A notification that comes hours later, or for the second and third time, or in parallel with itself. */
export const deliverLate: Builder = (world, draw, orderNo) => {
  const isFit = ({ payment }: Chosen) => payment.heldNotification !== null && !payment.isKnown;
  const chosen = choosePayment(world, draw, { isFit, orderNo });
  const id = chosen?.payment.heldNotification;
  if (!chosen || !id) return null;
  const { order, payment } = chosen;
  return {
    label: `deliver the notification of ${payment.outTradeNo} (${order.orderNo})`,
    touches: [order.orderNo],
    send: async (): Promise<Answer> => {
      const attempts = await control().resendNotification(id, { times: 1 + (draw.a % 3), parallel: draw.b % 2 === 0 });
      const isOk = attempts.every(({ httpStatus }) => httpStatus === 204);
      return { isOk, name: isOk ? 'ok' : JSON.stringify(attempts), data: {} };
    },
    explain: (model, answer) => {
      if (!answer.isOk) return answer.name;
      learnOfPayment(model, orderOf(model, order.orderNo), paymentIn(model.orders, payment.outTradeNo));
      return null;
    },
  };
};

/** The page after paying asks; the shop asks WeChat, though not every time. */
export const askForPayment: Builder = (world, draw, orderNo) => {
  const isFit = ({ payment }: Chosen) => payment.isPaid && !payment.isKnown;
  const chosen = choosePayment(world, draw, { isFit, orderNo });
  if (!chosen) return null;
  const { order } = chosen;
  return {
    label: `ask for the payment of ${order.orderNo}`,
    touches: [order.orderNo],
    send: ({ caller, buyers }) => answerOf(caller.as(at(buyers, order.buyer)).get(`/orders/${order.orderNo}/payment`)),
    explain: (model, answer) => {
      if (!answer.isOk) return expectRefusal(answer, []);
      const { payments } = orderOf(model, order.orderNo);
      const isPaid = payments.some((payment) => payment.isPaid);
      return answer.data.status === 'succeeded' && !isPaid ? 'paid without money' : null;
    },
  };
};

/** Incident 7: the shop has given a prepay up and WeChat still takes money for it, so that an order can be paid twice. */
export const forgetPrepay: Builder = (world, draw) => {
  const isFit = ({ order, payment }: Chosen) =>
    order.status === 'pending_payment' && payment.isOpenHere && !payment.isPaid;
  const chosen = choosePayment(world, { ...draw, isWild: false }, { isFit, orderNo: undefined });
  if (!chosen) return null;
  const { order, payment } = chosen;
  const { outTradeNo } = payment;
  return {
    label: `forget the prepay ${outTradeNo} of ${order.orderNo}`,
    touches: [order.orderNo],
    send: async (): Promise<Answer> => {
      await database()('payments').where({ out_trade_no: outTradeNo }).update({ state: 'closed' });
      return { isOk: true, name: 'ok', data: {} };
    },
    explain: (model) => {
      paymentIn(model.orders, outTradeNo).isOpenHere = false;
      return null;
    },
  };
};
