import { beijingDay, beijingMidnight } from '../beijing-time';
import type { SimulatedOrder, SimulatedRefund } from '../state';
import type { SimulatorWorld } from '../world';
import { type BillAlteration, alterationsOf, alteredLine, strangeEntries, type StrangeEntry } from './bill-alterations';

export interface TradeLine {
  /** Lines of one made-up series differ in their two order numbers only; null in the books. */
  series: BillAlteration | null;
  at: number;
  transactionId: string;
  outTradeNo: string;
  openid: string;
  deviceId: string;
  tradeStatus: string;
  orderFen: number;
  refund: {
    refundId: string;
    outRefundNo: string;
    refundFen: number;
    status: string;
    succeededAt: number | null;
  } | null;
  goodsName: string;
  attach: string;
  /** Negative on refunds. */
  feeFen: number;
}

/** Bills are made at nine on the next day; what becomes of a refund afterwards they never tell. */
const MADE_AFTER_MIDNIGHT_MS = 33 * 3_600_000;

const paymentLine = (order: SimulatedOrder, at: number): TradeLine => ({
  series: null,
  at,
  transactionId: order.transactionId ?? '',
  outTradeNo: order.outTradeNo,
  openid: order.openid,
  deviceId: order.deviceId ?? '',
  tradeStatus: 'SUCCESS',
  orderFen: order.totalFen,
  refund: null,
  goodsName: order.description,
  attach: order.attach ?? '',
  feeFen: order.feeFen,
});

/** A refund stands on the day it was asked for, with the state it had when the bill was made. */
function refundLine(order: SimulatedOrder, refund: SimulatedRefund, madeAt: number): TradeLine {
  const { refundId, outRefundNo, refundFen, createdAt, succeededAt } = refund;
  const isLater = succeededAt !== null && succeededAt >= madeAt;
  return {
    ...paymentLine(order, createdAt),
    tradeStatus: 'REFUND',
    orderFen: 0,
    refund: {
      refundId,
      outRefundNo,
      refundFen,
      status: isLater ? 'PROCESSING' : refund.status,
      succeededAt: isLater ? null : succeededAt,
    },
    feeFen: -refund.feeFen,
  };
}

function linesOfBooks(world: SimulatorWorld, day: string): TradeLine[] {
  const madeAt = (beijingMidnight(day) ?? 0) + MADE_AFTER_MIDNIGHT_MS;
  const isOfDay = (at: number | null): at is number => at !== null && beijingDay(at) === day;
  const lines = Object.values(world.state.orders).flatMap((order) => {
    const refunds = order.refundNos.flatMap((no) => world.state.refunds[no] ?? []);
    const refundLines = refunds.filter(({ createdAt }) => isOfDay(createdAt));
    return [
      ...(isOfDay(order.paidAt) ? [paymentLine(order, order.paidAt)] : []),
      ...refundLines.map((refund) => refundLine(order, refund, madeAt)),
    ];
  });
  return lines.sort((a, b) => a.at - b.at);
}

const numberOf = (line: TradeLine): string => line.refund?.outRefundNo ?? line.outTradeNo;

function withAmount(line: TradeLine, amountFen: number): TradeLine {
  return line.refund ? { ...line, refund: { ...line.refund, refundFen: amountFen } } : { ...line, orderFen: amountFen };
}

function withStatus(line: TradeLine, status: string): TradeLine {
  return line.refund ? { ...line, refund: { ...line.refund, status } } : { ...line, tradeStatus: status };
}

function strangeLine(entry: StrangeEntry): TradeLine {
  const { at, transactionId, outTradeNo, outRefundNo, amountFen } = entry;
  const blank = {
    series: entry.series,
    at,
    transactionId,
    outTradeNo,
    openid: 'somebody-else',
    deviceId: '',
    goodsName: '',
    attach: '',
  };
  if (entry.kind === 'payment') {
    return { ...blank, tradeStatus: 'SUCCESS', orderFen: amountFen, refund: null, feeFen: 0 };
  }
  const refundId = `5030${transactionId.slice(4)}`;
  const refund = { refundId, outRefundNo, refundFen: amountFen, status: 'SUCCESS', succeededAt: at };
  return { ...blank, tradeStatus: 'REFUND', orderFen: 0, refund, feeFen: 0 };
}

/** The payments and refunds of a Beijing day as its trade bill shows them; those of the books are copied now. */
export function tradeLines(world: SimulatorWorld, day: string): () => Iterable<TradeLine> {
  const alterations = alterationsOf(world.state.billAlterations, day, 'trade');
  const access = { number: numberOf, withAmount, withStatus };
  const own = linesOfBooks(world, day).flatMap((line) => alteredLine(line, alterations, access) ?? []);
  return function* () {
    yield* own;
    for (const entry of strangeEntries(alterations, day)) yield strangeLine(entry);
  };
}
