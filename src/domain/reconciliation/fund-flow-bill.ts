import { addFen, type Fen, negateFen, ZERO_FEN } from '../shared/fen';
import { beijingInstant, yuanToFen, yuanToMilliFen } from './bill-amounts';
import { BillFormatError } from './bill-error';
import { RunningTotals, type SummaryNames } from './bill-summary';
import { BillTable } from './bill-table';
import type { FundFlow } from './types';

const AMOUNT = '收支金额(元)';
const BALANCE = '账户结余(元)';
const REQUIRED = [
  '记账时间',
  '微信支付业务单号',
  '资金流水单号',
  '业务类型',
  '收支类型',
  AMOUNT,
  BALANCE,
  '业务凭证号',
];
const KINDS: Record<string, FundFlow['kind']> = { 收入: 'income', 支出: 'expense' };

/** How the summary names the sums of each kind. */
const SUMS = {
  income: { count: '收入笔数', amount: '收入金额' },
  expense: { count: '支出笔数', amount: '支出金额' },
} as const;
const ALL = '资金流水总笔数';
const COUNTS = [ALL, SUMS.income.count, SUMS.expense.count];
const AMOUNTS = [SUMS.income.amount, SUMS.expense.amount];
const SUMMARY: SummaryNames = { counts: COUNTS, amounts: AMOUNTS, always: [...COUNTS, ...AMOUNTS] };

/** What a day's fund flow adds up to. */
export interface FundFlowTotals {
  readonly income: Fen;
  readonly expense: Fen;
  /** Income from payments. */
  readonly payments: Fen;
  /** Paid back to buyers. */
  readonly refunds: Fen;
  /** Fees taken less fees given back. */
  readonly fees: Fen;
  /** After the day's last movement; null when there was none. */
  readonly closingBalance: Fen | null;
}

const NOTHING: FundFlowTotals = {
  income: ZERO_FEN,
  expense: ZERO_FEN,
  payments: ZERO_FEN,
  refunds: ZERO_FEN,
  fees: ZERO_FEN,
  closingBalance: null,
};

/** Reads a fund-flow bill chunk by chunk and keeps its sums only. */
export class FundFlowBillReader {
  readonly #table = new BillTable(REQUIRED);
  readonly #totals = new RunningTotals();
  #sums = NOTHING;
  #lastAt = Number.NEGATIVE_INFINITY;
  readonly #day: string;

  /** @param day whose bill it must be, YYYY-MM-DD */
  constructor(day: string) {
    this.#day = day;
  }

  /** The flows this chunk completes. @throws BillFormatError */
  push(chunk: Uint8Array): FundFlow[] {
    return this.#table.push(chunk).map((cells) => this.#flow(cells));
  }

  /** @throws BillFormatError when the bill was cut off or its sums are not those of its rows */
  end(): { flows: FundFlow[]; totals: FundFlowTotals } {
    const { rows, summary } = this.#table.end();
    const flows = rows.map((cells) => this.#flow(cells));
    this.#totals.assertEqual(summary, SUMMARY);
    return { flows, totals: this.#sums };
  }

  #flow(cells: string[]): FundFlow {
    const cell = (name: string): string => cells[this.#table.indexOf(name)] ?? '';
    const kind = KINDS[cell('收支类型')];
    if (!kind) throw new BillFormatError(`a flow of the bill is neither income nor expense: ${cell('收支类型')}`);
    this.#totals.count(ALL);
    this.#totals.count(SUMS[kind].count);
    this.#totals.add(SUMS[kind].amount, yuanToMilliFen(cell(AMOUNT)));
    const flow: FundFlow = {
      time: beijingInstant(cell('记账时间'), this.#day),
      businessNo: cell('微信支付业务单号'),
      flowNo: cell('资金流水单号'),
      kind,
      type: cell('业务类型'),
      amount: yuanToFen(cell(AMOUNT)),
      balance: yuanToFen(cell(BALANCE)),
      voucherNo: cell('业务凭证号'),
    };
    this.#keep(flow);
    return flow;
  }

  #keep(flow: FundFlow): void {
    this.#sums = withFlow(this.#sums, flow);
    if (flow.time.getTime() < this.#lastAt) return;
    this.#lastAt = flow.time.getTime();
    this.#sums = { ...this.#sums, closingBalance: flow.balance };
  }
}

function withFlow(sums: FundFlowTotals, { kind, type, amount }: FundFlow): FundFlowTotals {
  const signed = kind === 'income' ? amount : negateFen(amount);
  const moved = { ...sums, [kind]: addFen(sums[kind], amount) };
  if (type.includes('手续费')) return { ...moved, fees: addFen(sums.fees, negateFen(signed)) };
  if (type.includes('退款')) return { ...moved, refunds: addFen(sums.refunds, negateFen(signed)) };
  if (type.includes('交易')) return { ...moved, payments: addFen(sums.payments, signed) };
  return moved;
}
