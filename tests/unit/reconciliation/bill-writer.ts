/** Bills as WeChat writes them, made apart from the reader: columns and back-ticks by hand, sums in BigInt. */

export interface WrittenTrade {
  kind: 'payment' | 'refund';
  number: string;
  outTradeNo: string;
  fen: bigint;
  /** Hundred-thousandths of a yuan. */
  fee: bigint;
  status: string;
  name: string;
}

const COLUMNS =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const SUMMARY = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

export const decimals = (units: bigint, places: number): string => {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

const row = (cells: string[]): string => cells.map((cell) => `\`${cell}`).join(',');

function tradeRow({ kind, number, outTradeNo, fen, fee, status, name }: WrittenTrade): string {
  const amount = decimals(fen, 2);
  const paid = kind === 'payment' ? amount : '0.00';
  const back = kind === 'refund' ? amount : '0.00';
  const refundNo = kind === 'refund' ? number : '0';
  const refund = [kind === 'refund' ? `50300${number}` : '0', refundNo, back, '0.00', 'ORIGINAL', status];
  return row([
    ...['2026-03-04 05:06:07', 'wx1', '1900', '0', '', `4200${number}`, outTradeNo, 'o1', 'JSAPI'],
    ...[kind === 'payment' ? status : 'REFUND', 'OTHERS', 'CNY', paid, '0.00', ...refund, name, ''],
    ...[decimals(fee, 5), '0.60%', paid, back, ''],
  ]);
}

const sum = (values: bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

export function writeTradeBill(trades: WrittenTrade[], lineEnd = '\r\n'): Buffer {
  const of = (kind: string) => sum(trades.filter((trade) => trade.kind === kind).map(({ fen }) => fen));
  const [paid, back] = [decimals(of('payment'), 2), decimals(of('refund'), 2)];
  const fee = decimals(sum(trades.map((trade) => trade.fee)), 5);
  const summary = row([`${String(trades.length)}.0`, paid, back, '0.00', fee, paid, back]);
  return encode([COLUMNS, ...trades.map(tradeRow), SUMMARY, summary], lineEnd);
}

export interface WrittenFlow {
  time: string;
  type: string;
  kind: '收入' | '支出';
  fen: bigint;
  balance: bigint;
}

export function writeFundFlowBill(flows: WrittenFlow[], brackets: [string, string] = ['(', ')']): Buffer {
  const yuan = `${brackets[0]}元${brackets[1]}`;
  const columns = `记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额${yuan},账户结余${yuan},资金变更提交申请人,备注,业务凭证号`;
  const rows = flows.map(({ time, type, kind, fen, balance }, index) =>
    row([
      time,
      `b${index}`,
      `f${index}`,
      type,
      type,
      kind,
      decimals(fen, 2),
      decimals(balance, 2),
      'system',
      '',
      `v${index}`,
    ]),
  );
  const of = (kind: string) => flows.filter((flow) => flow.kind === kind);
  const total = (kind: string) => decimals(sum(of(kind).map(({ fen }) => fen)), 2);
  const counts = { all: `${flows.length}.0`, in: `${of('收入').length}.0`, out: `${of('支出').length}.0` };
  const summary = row([counts.all, counts.in, total('收入'), counts.out, total('支出')]);
  return encode([columns, ...rows, '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额', summary], '\n');
}

export const encode = (lines: string[], lineEnd: string): Buffer =>
  Buffer.from(`\uFEFF${lines.join(lineEnd)}${lineEnd}`, 'utf8');
