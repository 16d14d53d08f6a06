import { application } from './api';
import { as, database, type SignedIn } from './members';
import { outTradeNoOf } from './notifications';
import { type OrderBody, payInWechat, placeOrder, startPayment } from './shopping';

/** One order and the payment that was opened for it. */
export interface Deal {
  member: SignedIn;
  orderNo: string;
  outTradeNo: string;
}

/** What a deal must have come to. */
export type Ending = 'awaiting_fulfilment' | 'closed' | 'refunded';

/** The jobs that bring money to its end, in the order in which their schedules would run them. */
const JOBS = [
  'sweep-notifications',
  'sweep-payments',
  'close-expired-orders',
  'send-profit-sharing',
  'send-profit-returns',
  'send-refunds',
  'send-payouts',
];
/** Every pause of the day is longer than the one before it, as the retries are. */
const DAY_IN_MINUTES = [0.5, 1, 3, 12, 25, 60, 180, 420, 740];

const control = () => application().wechat.control;

/** Runs the jobs of a day; the clock stays where the day has ended. */
export async function letADayPass(): Promise<void> {
  for (const minutes of DAY_IN_MINUTES) {
    application().clock.advance({ seconds: minutes * 60 });
    for (const job of JOBS) await application().runJob(job);
    await control().deliveriesSettled();
  }
}

/** An order whose payment is open, and the parameters to pay it with. */
export async function openDeal(member: SignedIn, body: OrderBody): Promise<Deal & { payParams: never }> {
  const orderNo = await placeOrder(member, body);
  const payParams = (await startPayment(member, orderNo)) as never;
  return { member, orderNo, payParams, outTradeNo: await outTradeNoOf(orderNo) };
}

/** An order that the user has paid in WeChat while the shop has heard nothing of it. */
export async function unheardDeal(member: SignedIn, body: OrderBody): Promise<Deal> {
  const { payParams, ...deal } = await openDeal(member, body);
  await payInWechat(member, payParams, 'none');
  return deal;
}

/** A paid order that its buyer gives back: the refund is written down and not sent yet. */
export async function returnedDeal(member: SignedIn, body: OrderBody): Promise<Deal & { outRefundNo: string }> {
  const { payParams, ...deal } = await openDeal(member, body);
  await payInWechat(member, payParams);
  const cancelled = await as(member).post(`/orders/${deal.orderNo}/cancel`).send({});
  if (cancelled.status !== 200) throw new Error(`cancelling failed: ${JSON.stringify(cancelled.body)}`);
  const [refund] = (await database()('refunds').where({ order_no: deal.orderNo })) as { out_refund_no: string }[];
  if (!refund) throw new Error('there is no refund');
  return { ...deal, outRefundNo: refund.out_refund_no };
}

export const stateOfOrder = async (orderNo: string): Promise<string> =>
  ((await database()('orders').where({ order_no: orderNo }).first('state')) as { state: string }).state;

/** What WeChat's own books say of an order, whatever number it was charged under. */
export function atWechat(orderNo: string) {
  const payments = control()
    .listPayments()
    .filter(({ description }) => description.includes(orderNo));
  const refunds = control()
    .listRefunds()
    .filter(({ outTradeNo }) => payments.some((payment) => payment.outTradeNo === outTradeNo));
  const numbers = new Set([...payments.map(({ outTradeNo }) => outTradeNo), ...refunds.map((row) => row.outRefundNo)]);
  const moves = control()
    .listFundFlow()
    .filter(({ voucherNo }) => numbers.has(voucherNo));
  const sum = (direction: 'in' | 'out') =>
    moves.filter((move) => move.direction === direction).reduce((total, { amountFen }) => total + amountFen, 0);
  return {
    charges: payments.filter(({ paidAt }) => paidAt !== null).length,
    payable: payments.filter(({ tradeState }) => tradeState === 'NOTPAY').length,
    refunds: refunds.map(({ refundFen, status }) => ({ refundFen, status })),
    moneyIn: sum('in'),
    moneyOut: sum('out'),
  };
}

const MONEY_BACK = (price: number) => [{ refundFen: price, status: 'SUCCESS' }];

/** What WeChat's books must say after the ending; a closed order may have been paid, then all of it went back. */
function expectedAtWechat(ending: Ending, price: number, wasPaid: boolean) {
  const charges = wasPaid ? 1 : 0;
  const isBack = ending !== 'awaiting_fulfilment' && wasPaid;
  return {
    charges,
    payable: 0,
    refunds: isBack ? MONEY_BACK(price) : [],
    moneyIn: charges * price,
    moneyOut: isBack ? price : 0,
  };
}

/**
 * A deal has come to its ending, here and at WeChat, and every effect is there once.
 * @param wasPaid whether the user's money ever reached WeChat
 */
export async function expectEnding(
  { orderNo, price, wasPaid = true }: { orderNo: string; price: number; wasPaid?: boolean },
  ending: Ending,
): Promise<void> {
  expect({ orderNo, state: await stateOfOrder(orderNo) }).toEqual({ orderNo, state: ending });
  expect({ orderNo, ...atWechat(orderNo) }).toEqual({ orderNo, ...expectedAtWechat(ending, price, wasPaid) });
  const rows = (table: string, where: object) => database()(table).where(where) as unknown as Promise<unknown[]>;
  const refunds = (await rows('refunds', { order_no: orderNo })) as { state: string; amount: number }[];
  const isBack = ending !== 'awaiting_fulfilment' && wasPaid;
  expect(refunds.map(({ state, amount }) => ({ state, amount }))).toEqual(
    isBack ? [{ state: 'succeeded', amount: price }] : [],
  );
  const payments = (await rows('payments', { order_no: orderNo })) as { state: string }[];
  expect(payments.filter(({ state }) => state === 'succeeded')).toHaveLength(wasPaid ? 1 : 0);
  expect(payments.filter(({ state }) => state !== 'succeeded' && state !== 'closed')).toEqual([]);
  const paidLogs = await rows('order_logs', { order_no: orderNo, event: 'pay' });
  expect(paidLogs).toHaveLength(ending === 'closed' ? 0 : 1);
}
