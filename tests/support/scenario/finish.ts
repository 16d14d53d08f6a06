import type { Knex } from 'knex';
import { application } from '../api';
import { type Books, incoherences } from '../coherence';
import { perform } from './action';
import { sumOf } from './arithmetic';
import { answerOf } from './caller';
import { complaintsAbout } from './compare';
import { absorb, isPaidOut, observe, type RefundFact, refundsOf } from './observe';
import { learnOfPayment } from './order-rules';
import { finish } from './refund-actions';
import { silence, sweepPayments, timeOut } from './job-actions';
import { database, keepSignedIn, skuIds, userIds, type World } from './world';

const control = () => application().wechat.control;
/** The longest waiting time there is. */
const LONG = { pick: 0, isWild: false, b: 0, c: 0, tag: 'end' };
const MOST_ROUNDS = 30;

/**
 * The end of a sequence: WeChat behaves, every sweep has run, and then nothing may be open any more and all money must be
 * accounted for, here and in WeChat's own books.
 */
export async function settleWorld(world: World): Promise<void> {
  control().clearFaults();
  // No case stays behind that a later sequence's silence would decide; a return takes two silences.
  const endings = [silence(world, { ...LONG, a: 3 }), silence(world, { ...LONG, a: 3 })];
  const sweeps = [timeOut, sweepPayments, sweepPayments].map((build) => build(world, { ...LONG, a: 2 }));
  for (const action of await Promise.all([...endings, ...sweeps])) if (action) await perform(world, [action]);
  await endRefunds(world);
  // Late and surplus money shows only in refunds: by now the shop must have heard of every payment.
  for (const order of world.model.orders)
    for (const payment of order.payments) if (payment.isPaid) learnOfPayment(world.model, order, payment);
  await keepSignedIn(world);
  const facts = await observe(
    world,
    world.model.orders.map(({ orderNo }) => orderNo),
  );
  expect([...absorb(world.model, facts), ...complaintsAbout(world.model, facts)]).toEqual([]);
  expect(openCases(world)).toEqual([]);
  await expectMoneyToBalance(world, facts.refunds);
  await expectShownPoints(world);
  expect(await incoherences(booksOf(world), { users: userIds(world), skus: skuIds(world) })).toEqual([]);
}

/** Approved cases whose money is not back. */
const openCases = (world: World): string[] =>
  world.model.orders.flatMap(({ cases }) =>
    cases.filter(({ status, isSettled }) => status === 'approved' && !isSettled).map(({ afterSaleNo }) => afterSaleNo),
  );

async function endRefunds(world: World): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const refunds = await refundsOf(world);
    for (const { out_refund_no: outRefundNo, atWechat, finished_by: by } of refunds)
      if (by === null && (atWechat === 'PROCESSING' || atWechat === 'ABNORMAL'))
        await control().settleRefund(outRefundNo, { status: 'SUCCESS' });
    await control().deliveriesSettled();
    for (const refund of refunds.filter((candidate) => isGivenUp(candidate, refunds))) await finish(refund);
    const open = (await refundsOf(world)).filter(({ state }) => !['succeeded', 'closed'].includes(state));
    if (open.length === 0) return;
    application().clock.advance({ hours: 5 });
    await application().runJob('send-refunds');
  }
  throw new Error(`refunds stay open: ${JSON.stringify(await refundsOf(world))}`);
}

/** WeChat closed it, and no other number took its place. */
function isGivenUp(refund: RefundFact, all: RefundFact[]): boolean {
  const isSame = (other: RefundFact) =>
    other.payment_id === refund.payment_id && other.after_sale_no === refund.after_sale_no;
  return refund.state === 'closed' && !all.some((other) => isSame(other) && other.state !== 'closed');
}

/** Money in = money kept + money back, payment by payment, by the simulator's own books. */
async function expectMoneyToBalance(world: World, refunds: RefundFact[]): Promise<void> {
  const owners = new Set(world.buyers.map(({ openid }) => openid));
  const paid = control()
    .listPayments()
    .filter(({ openid, paidAt }) => owners.has(openid) && paidAt !== null);
  const back = refunds.filter(isPaidOut);
  const kept = sumOf(world.model.orders, (order) =>
    order.payments.some(({ isPaid }) => isPaid) && order.status !== 'closed' ? order.payAmount - order.refunded : 0,
  );
  const cameIn = sumOf(paid, ({ totalFen }) => totalFen);
  const wentOut = sumOf(back, ({ amount }) => amount);
  expect({ cameIn, kept, wentOut }).toEqual({ cameIn, kept: cameIn - wentOut, wentOut });
  const said = world.model.orders.flatMap(({ payments }) => payments.filter(({ isPaid }) => isPaid));
  expect(paid.map(({ outTradeNo }) => outTradeNo).sort()).toEqual(said.map(({ outTradeNo }) => outTradeNo).sort());
  const numbers = paid.map(({ outTradeNo }) => outTradeNo);
  const rows = (await database()('payments').whereIn('out_trade_no', numbers)) as { state: string }[];
  expect(rows.filter(({ state }) => state !== 'succeeded')).toEqual([]);
}

async function expectShownPoints(world: World): Promise<void> {
  for (const [index, buyer] of world.buyers.entries()) {
    const { data } = await answerOf(world.caller.as(buyer).get('/me/points'));
    const { available, frozen } = world.model.buyers[index] ?? {};
    expect(data).toMatchObject({ available, frozen });
  }
}

/** The books of one world only, so that a thousand worlds in one database are not read a thousand times. */
function booksOf(world: World): Books {
  const db = database();
  const orders = () => db('orders').whereIn('user_id', userIds(world)).select('id');
  return (table) => {
    const rows = db(table);
    if (['inventories', 'stock_movements'].includes(table)) void rows.whereIn('sku_id', skuIds(world));
    else if (table === 'up_users') void rows.whereIn('id', userIds(world));
    else if (['order_items', 'payments', 'refunds'].includes(table)) void rows.whereIn('order_id', orders());
    // Everybody's counters, those of a rule's total, would be compared with the awards of a few.
    else if (table === 'points_rule_usages') void rows.where((own) => countersOf(own, userIds(world)));
    else if (table !== 'points_rules') void rows.whereIn('user_id', userIds(world));
    return rows as unknown as ReturnType<Books>;
  };
}

function countersOf(rows: Knex.QueryBuilder, users: number[]): void {
  for (const user of users) void rows.orWhere('bucket', 'like', `user:${user}:%`);
}
