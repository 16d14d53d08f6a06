const TRADE =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const TRADE_SUMMARY = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
const FUNDS =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号';
const FUNDS_SUMMARY = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额';
/** The size of a piece of a download. */
const CHUNK_BYTES = 64 * 1024;

const numberOf = (index) => `B${String(index).padStart(9, '0')}`;

const tradeLine = (date, index) =>
  `\`${date} 12:00:00,\`wx0000000000000000,\`1900000001,\`0,\`,\`4200000000${numberOf(index)},\`${numberOf(index)},\`oUpF8uMuAJO_M2pxb1Q9zNjWeS6o,\`JSAPI,\`SUCCESS,\`OTHERS,\`CNY,\`1.00,\`0.00,\`0,\`0,\`0.00,\`0.00,\`,\`,\`压测商品,\`,\`0.00600,\`0.60%,\`1.00,\`0.00,\``;
const fundLine = (date, index) =>
  `\`${date} 12:00:00,\`4200000000${numberOf(index)},\`9200000000${numberOf(index)},\`交易,\`交易,\`收入,\`1.00,\`0.00,\`system,\`,\`${numberOf(index)}`;

/** A bill of so many payments of one yuan, as a stream of buffers. */
export async function* billOf(kind, date, lines) {
  const fees = `${Math.floor((lines * 6) / 1000)}.${String((lines * 6) % 1000).padStart(3, '0')}`;
  const sheet =
    kind === 'trade'
      ? {
          head: TRADE,
          line: tradeLine,
          foot: `${TRADE_SUMMARY}\r\n\`${lines}.0,\`${lines}.00,\`0.00,\`0.00,\`${fees},\`${lines}.00,\`0.00`,
        }
      : {
          head: FUNDS,
          line: fundLine,
          foot: `${FUNDS_SUMMARY}\r\n\`${lines}.0,\`${lines}.0,\`${lines}.00,\`0.0,\`0.00`,
        };
  let text = `\uFEFF${sheet.head}\r\n`;
  for (let index = 0; index < lines; index += 1) {
    text += `${sheet.line(date, index)}\r\n`;
    if (text.length < CHUNK_BYTES) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(`${text}${sheet.foot}\r\n`);
}
