import { type Fen, ZERO_FEN } from '../shared/fen';
import { beijingInstant, nearestFen, yuanToFen, yuanToMilliFen } from './bill-amounts';
import { BillFormatError } from './bill-error';
import { RunningTotals, type SummaryNames } from './bill-summary';
import { BillTable } from './bill-table';
import type { TradeLine } from './types';

const REQUIRED = ['交易时间', '微信订单号', '商户订单号', '交易状态', '手续费'];
/** A revoked code payment gives the money back as a refund does. */
const REFUND_STATES = new Set(['REFUND', 'REVOKED']);

/** Column of the rows → name of its sum in the summary. */
const SUMS: readonly (readonly [column: string, sum: string])[] = [
  ['应结订单金额', '应结订单总金额'],
  ['退款金额', '退款总金额'],
  ['充值券退款金额', '充值券退款总金额'],
  ['手续费', '手续费总金额'],
  ['订单金额', '订单总金额'],
  ['申请退款金额', '申请退款总金额'],
];
const COUNT = '总交易单数';
const SUMMARY: SummaryNames = { counts: [COUNT], amounts: SUMS.map(([, sum]) => sum), always: [COUNT, '手续费总金额'] };

export interface TradeBillTotals {
  readonly lineCount: number;
  /** Rounded to whole fen. */
  readonly fee: Fen;
}

/** Reads a trade bill of any type (ALL, SUCCESS, REFUND) chunk by chunk; memory does not grow with the bill. */
export class TradeBillReader {
  readonly #table = new BillTable(REQUIRED);
  readonly #totals = new RunningTotals();
  readonly #indexes = new Map<string, number>();
  readonly #day: string;

  /** @param day whose bill it must be, YYYY-MM-DD: nothing else says so, not even the signed answer that leads to the file */
  constructor(day: string) {
    this.#day = day;
  }

  /** The lines this chunk completes. @throws BillFormatError */
  push(chunk: Uint8Array): TradeLine[] {
    return this.#table.push(chunk).map((cells) => this.#line(cells));
  }

  /** The last lines. @throws BillFormatError when the bill was cut off or its sums are not those of its rows */
  end(): { lines: TradeLine[]; totals: TradeBillTotals } {
    const { rows, summary } = this.#table.end();
    const lines = rows.map((cells) => this.#line(cells));
    this.#totals.assertEqual(summary, SUMMARY);
    const { counts, amounts } = this.#totals;
    return {
      lines,
      totals: {
        lineCount: this.#totals.of(counts, COUNT),
        fee: nearestFen(this.#totals.of(amounts, '手续费总金额')),
      },
    };
  }

  #line(cells: string[]): TradeLine {
    const cell = (name: string): string => cells[this.#indexOf(name)] ?? '';
    this.#totals.count(COUNT);
    for (const [column, sum] of SUMS) {
      if (this.#indexOf(column) >= 0) this.#totals.add(sum, yuanToMilliFen(cell(column)));
    }
    const common = {
      outTradeNo: cell('商户订单号'),
      transactionId: cell('微信订单号'),
      time: beijingInstant(cell('交易时间'), this.#day),
      feeMilliFen: yuanToMilliFen(cell('手续费')),
    };
    const state = cell('交易状态');
    return REFUND_STATES.has(state) ? { ...common, ...refundPart(cell) } : { ...common, ...paymentPart(cell, state) };
  }

  #indexOf(name: string): number {
    const known = this.#indexes.get(name);
    if (known !== undefined) return known;
    const index = this.#table.indexOf(name);
    this.#indexes.set(name, index);
    return index;
  }
}

type Cell = (name: string) => string;
type Part = Pick<TradeLine, 'kind' | 'number' | 'outRefundNo' | 'refundId' | 'amount' | 'status'>;

function paymentPart(cell: Cell, status: string): Part {
  const number = required(cell, '商户订单号');
  const amount = amountOf(cell, ['订单金额', '应结订单金额']);
  return { kind: 'payment', number, outRefundNo: null, refundId: null, amount, status };
}

/** What was asked back is compared with our refund; 退款金额 leaves out what coupons had paid. */
function refundPart(cell: Cell): Part {
  const refundId = required(cell, '微信退款单号');
  const outRefundNo = present(cell('商户退款单号'));
  const amount = amountOf(cell, ['申请退款金额', '退款金额']);
  return {
    kind: 'refund',
    number: outRefundNo ?? refundId,
    outRefundNo,
    refundId,
    amount,
    status: cell('退款状态'),
  };
}

/** '0' and nothing both mean that there is no number. */
const present = (text: string): string | null => (text === '' || text === '0' ? null : text);

function required(cell: Cell, name: string): string {
  const value = present(cell(name));
  if (value === null) throw new BillFormatError(`a row of the bill has no ${name}`);
  return value;
}

function amountOf(cell: Cell, [preferred, fallback]: readonly [string, string]): Fen {
  const text = cell(preferred) || cell(fallback);
  const amount = yuanToFen(text);
  if (amount < ZERO_FEN) throw new BillFormatError(`a row of the bill has the amount ${text}`);
  return amount;
}
