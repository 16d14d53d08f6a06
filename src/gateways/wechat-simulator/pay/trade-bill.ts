import { beijingClock } from '../beijing-time';
import type { SimulatorWorld } from '../world';
import { type BillSheet, cellText, sumText, yuan } from './bill-file';
import { type TradeLine, tradeLines } from './trade-lines';

export type TradeBillType = 'ALL' | 'SUCCESS' | 'REFUND';

interface BillIdentity {
  appId: string;
  mchId: string;
  rate: string;
}

type Column = readonly [title: string, cell: (line: TradeLine, identity: BillIdentity) => string, only?: 'refunds'];

const COLUMNS: readonly Column[] = [
  ['交易时间', ({ at }) => beijingClock(at)],
  ['公众账号ID', (_line, { appId }) => appId],
  ['商户号', (_line, { mchId }) => mchId],
  ['特约商户号', () => '0'],
  ['设备号', ({ deviceId }) => deviceId],
  ['微信订单号', ({ transactionId }) => transactionId],
  ['商户订单号', ({ outTradeNo }) => outTradeNo],
  ['用户标识', ({ openid }) => openid],
  ['交易类型', () => 'JSAPI'],
  ['交易状态', ({ tradeStatus }) => tradeStatus],
  ['付款银行', () => 'OTHERS'],
  ['货币种类', () => 'CNY'],
  ['应结订单金额', ({ orderFen }) => yuan(orderFen)],
  ['代金券金额', () => '0.00'],
  ['微信退款单号', ({ refund }) => refund?.refundId ?? '0', 'refunds'],
  ['商户退款单号', ({ refund }) => refund?.outRefundNo ?? '0', 'refunds'],
  ['退款金额', ({ refund }) => yuan(refund?.refundFen ?? 0), 'refunds'],
  ['充值券退款金额', () => '0.00', 'refunds'],
  ['退款类型', ({ refund }) => (refund ? 'ORIGINAL' : ''), 'refunds'],
  ['退款状态', ({ refund }) => refund?.status ?? '', 'refunds'],
  ['商品名称', ({ goodsName }) => cellText(goodsName)],
  ['商户数据包', ({ attach }) => cellText(attach)],
  ['手续费', ({ feeFen }) => `${yuan(feeFen)}000`],
  ['费率', (_line, { rate }) => rate],
  ['订单金额', ({ orderFen }) => yuan(orderFen)],
  ['申请退款金额', ({ refund }) => yuan(refund?.refundFen ?? 0), 'refunds'],
  ['费率备注', () => ''],
];

/** The refund bill says in addition when; these stand before its refund numbers. */
const REFUND_TIMES: readonly Column[] = [
  ['退款申请时间', ({ at }) => beijingClock(at)],
  ['退款成功时间', ({ refund }) => (refund?.succeededAt == null ? '' : beijingClock(refund.succeededAt))],
];

const SUMMARY_TITLES = [
  '总交易单数',
  '应结订单总金额',
  '退款总金额',
  '充值券退款总金额',
  '手续费总金额',
  '订单总金额',
  '申请退款总金额',
];

function columnsOf(type: TradeBillType): readonly Column[] {
  if (type === 'SUCCESS') return COLUMNS.filter(([, , only]) => only !== 'refunds');
  const at = COLUMNS.findIndex(([title]) => title === '微信退款单号');
  return type === 'ALL' ? COLUMNS : [...COLUMNS.slice(0, at), ...REFUND_TIMES, ...COLUMNS.slice(at)];
}

/** Writes the cells of lines; a line that follows one of its own series copies all but the order numbers. */
function cellWriter(columns: readonly Column[], identity: BillIdentity): (line: TradeLine) => readonly string[] {
  const transactionAt = columns.findIndex(([title]) => title === '微信订单号');
  const orderAt = columns.findIndex(([title]) => title === '商户订单号');
  let series: TradeLine['series'] = null;
  let cells: string[] = [];
  return (line) => {
    const isNext = line.series !== null && line.series === series;
    cells = isNext ? cells.slice() : columns.map(([, cell]) => cell(line, identity));
    cells[transactionAt] = line.transactionId;
    cells[orderAt] = line.outTradeNo;
    series = line.series;
    return cells;
  };
}

const isWanted = (line: TradeLine, type: TradeBillType): boolean =>
  type === 'ALL' || (type === 'REFUND') === (line.refund !== null);

/** The trade bill of a day, or null when nothing was traded (wechat.md A11). */
export function tradeBill(world: SimulatorWorld, day: string, type: TradeBillType): (() => BillSheet) | null {
  const lines = tradeLines(world, day);
  const hasLines = [...take(lines(), type)].length > 0;
  if (!hasLines) return null;
  const { appId, mchId } = world.credentials;
  const identity = { appId, mchId, rate: `${yuan(world.state.settings.feeBps)}%` };
  const columns = columnsOf(type);
  const cellsOf = cellWriter(columns, identity);
  return () => {
    const sums = { count: 0, orderFen: 0, refundFen: 0, feeFen: 0 };
    return {
      titles: columns.map(([title]) => title),
      *lines() {
        for (const line of lines()) {
          if (!isWanted(line, type)) continue;
          sums.count += 1;
          sums.orderFen += line.orderFen;
          sums.refundFen += line.refund?.refundFen ?? 0;
          sums.feeFen += line.feeFen;
          yield cellsOf(line);
        }
      },
      summaryTitles: SUMMARY_TITLES,
      summary() {
        const [order, refund] = [sumText(sums.orderFen), sumText(sums.refundFen)];
        return [`${String(sums.count)}.0`, order, refund, '0.0', sumText(sums.feeFen), order, refund];
      },
    };
  };
}

/** The first wanted line, if there is one. */
function* take(lines: Iterable<TradeLine>, type: TradeBillType): Generator<TradeLine> {
  for (const line of lines) {
    if (!isWanted(line, type)) continue;
    yield line;
    return;
  }
}
